import { spawnSync, type SpawnSyncReturns } from 'node:child_process';
import { chmodSync, copyFileSync, existsSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { findProgram, hasCompiler, KIT, mustCompile, PROGRAMS } from './compile';

const MANIFESTS = '/usr/share/vulkan/icd.d';
const LAYERS = '/usr/share/vulkan/explicit_layer.d';
export const LAYER = 'VK_LAYER_HEAPGLASS_record';
export const VALIDATION = 'VK_LAYER_KHRONOS_validation';

/** Mesa's drivers that need no graphics hardware: lavapipe draws on the processor, RADV stops before it would draw. */
const DRIVERS = {
  lavapipe: { manifest: /^lvp_icd\..*json$/, environment: { LP_NUM_THREADS: '1' } },
  radv: { manifest: /^radeon_icd\..*json$/, environment: { RADV_FORCE_FAMILY: 'NAVI21' } },
} as const;
export type Driver = keyof typeof DRIVERS;

function manifestOf(driver: Driver): string | undefined {
  const files = existsSync(MANIFESTS) ? readdirSync(MANIFESTS) : [];
  return files.find((file) => DRIVERS[driver].manifest.test(file));
}

/** What is missing here to record a driver; undefined: nothing. */
export function missingFor(driver: Driver): string | undefined {
  if (process.platform !== 'linux' || !hasCompiler('gcc')) return 'it takes Linux and gcc';
  if (!existsSync('/usr/include/vulkan/vk_layer.h')) return 'libvulkan-dev is not installed';
  return manifestOf(driver) === undefined ? `${driver} of mesa-vulkan-drivers is not installed` : undefined;
}

export function hasValidation(): boolean {
  return existsSync(join(LAYERS, 'VkLayer_khronos_validation.json'));
}

/** The kit, and programs to record, built into one folder. */
export interface MesaKit {
  readonly folder: string;
  readonly shim: string;
  readonly offscreen: string;
  readonly tables: string;
}

export function buildMesaKit(folder: string): MesaKit {
  mkdirSync(folder, { recursive: true });
  const library = ['-shared', '-fPIC', '-fvisibility=hidden', '-pthread'];
  const vulkan = ['-lvulkan', '-pthread'];
  mustCompile({
    ...{ compiler: 'gcc', sources: [join(KIT, 'heapglass-layer.c')], flags: library },
    output: join(folder, 'libheapglass-layer.so'),
  });
  copyFileSync(join(KIT, 'heapglass-layer.json'), join(folder, 'heapglass-layer.json'));
  const program = (name: string): string =>
    mustCompile({ compiler: 'gcc', sources: [join(PROGRAMS, `${name}.c`)], output: join(folder, name), flags: vulkan });
  return {
    folder,
    shim: mustCompile({
      ...{ compiler: 'gcc', sources: [join(KIT, 'libheapglass.c')], flags: library },
      output: join(folder, 'libheapglass.so'),
    }),
    offscreen: program('vk-offscreen'),
    tables: program('vk-tables'),
  };
}

export interface VulkanRun {
  readonly driver: Driver;
  /** Program and arguments. */
  readonly command: readonly [string, ...string[]];
  /** File of the trace, in the kit's folder. */
  readonly trace: string;
  /** Preload libheapglass.so. */
  readonly shim?: boolean;
  /** Explicit layers, from the program down. */
  readonly layers?: readonly string[];
  /** What runs the command: valgrind, or an X server for programs with a window. */
  readonly under?: readonly string[];
  readonly stacks?: number;
}

/**
 * Runs a Vulkan program on one driver: always the same way, without shader caches, other layers, or what the machine's
 * user has set.
 */
export function runVulkan(kit: MesaKit, run: VulkanRun): SpawnSyncReturns<string> {
  const runtime = join(kit.folder, 'runtime');
  mkdirSync(runtime, { recursive: true });
  chmodSync(runtime, 0o700);
  const environment: Record<string, string> = {
    ...{ PATH: process.env.PATH ?? '', HOME: kit.folder, XDG_RUNTIME_DIR: runtime },
    ...{ MESA_SHADER_CACHE_DISABLE: 'true', VK_LOADER_LAYERS_DISABLE: '~implicit~' },
    ...DRIVERS[run.driver].environment,
    VK_ICD_FILENAMES: join(MANIFESTS, manifestOf(run.driver) ?? ''),
    VK_LAYER_PATH: `${kit.folder}:${LAYERS}`,
    VK_INSTANCE_LAYERS: (run.layers ?? []).join(':'),
    HEAPGLASS_TRACE: join(kit.folder, run.trace),
    HEAPGLASS_STACKS: String(run.stacks ?? 16),
  };
  // `env` sets it for the command alone, not for what runs the command.
  const preload = run.shim === true ? ['env', `LD_PRELOAD=${kit.shim}`] : [];
  const [program = 'env', ...args] = [...(run.under ?? []), ...preload, ...run.command];
  return spawnSync(program, args, { encoding: 'utf8', cwd: kit.folder, env: environment, timeout: 60_000 });
}

/** As `runVulkan`, for what has to work: what it printed. */
export function mustRunVulkan(kit: MesaKit, run: VulkanRun): string {
  const { status, signal, stdout, stderr } = runVulkan(kit, run);
  if (status !== 0) throw new Error(`${run.command.join(' ')} ended with ${status ?? signal}: ${stderr}`);
  return stdout;
}

/** An X server without a screen, for programs with a window; undefined: there is none here. */
export function windowServer(): readonly string[] | undefined {
  return findProgram('xvfb-run') === undefined ? undefined : ['xvfb-run', '-a'];
}
