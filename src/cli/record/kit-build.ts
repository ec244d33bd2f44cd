import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
} from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { failure, success, type Result } from '../../base/result';
import { findProgram } from '../find-program';
import { fileErrorReason } from '../open-trace';

const SHARED_LIBRARY = ['-O2', '-fPIC', '-shared', '-fvisibility=hidden'];

const PARTS = {
  shim: { source: 'libheapglass.c', library: 'libheapglass.so', beside: [] },
  layer: { source: 'heapglass-layer.c', library: 'libheapglass-layer.so', beside: ['heapglass-layer.json'] },
} as const;
type Part = keyof typeof PARTS;

/** Where the libraries that record are. */
export interface BuiltKit {
  /** Folder of the library and, for the layer, of its manifest. */
  readonly folder: string;
  readonly library: string;
}

/** A C compiler: the program and the words that go before its other arguments. */
export type Compiler = readonly [program: string, ...words: string[]];

/** What `CC` names, else the first of cc, gcc and clang. */
export function findCompiler(environment: NodeJS.ProcessEnv = process.env): Result<Compiler, string> {
  const asked = (environment['CC'] ?? '').trim();
  if (asked !== '') {
    const [name, ...words] = asked.split(/\s+/);
    const path = findProgram(name, environment['PATH']);
    return path === undefined ? failure(`There is no compiler ${name}, which CC names.`) : success([path, ...words]);
  }
  for (const name of ['cc', 'gcc', 'clang']) {
    const path = findProgram(name, environment['PATH']);
    if (path !== undefined) return success([path]);
  }
  return failure(
    'No C compiler was found, which builds the recorder once: install gcc or clang (package build-essential), or name one with CC.',
  );
}

/**
 * Builds a part of the kit, unless it was built before from the same sources by the same compiler: it is kept in the
 * user's cache folder. The failure says what the compiler said.
 */
export function buildKit(
  part: Part,
  sources: string,
  compiler: Compiler,
  environment: NodeJS.ProcessEnv = process.env,
): Result<BuiltKit, string> {
  const { source, library, beside } = PARTS[part];
  const [program, ...words] = compiler;
  const cache = join(cacheFolder(environment), 'heapglass');
  const folder = join(cache, `${part}-${fingerprint(sources, compiler)}`);
  const built = { folder, library: join(folder, library) };
  if (existsSync(built.library)) return success(built);
  const made = makeScratch(cache, part);
  if (!made.ok) return made;
  const scratch = made.value;
  try {
    for (const name of beside) copyFileSync(join(sources, name), join(scratch, name));
    const target = ['-o', join(scratch, library), join(sources, source), '-ldl', '-lpthread'];
    const said = { encoding: 'utf8', env: { ...environment, LC_ALL: 'C' } } as const;
    const done = spawnSync(program, [...words, ...SHARED_LIBRARY, `-I${sources}`, ...target], said);
    if (done.status !== 0) return failure(compilerFailure(part, program, done.stderr));
    if (!existsSync(folder)) renameSync(scratch, folder); // else somebody else was quicker
    return success(built);
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

function makeScratch(cache: string, part: Part): Result<string, string> {
  try {
    mkdirSync(cache, { recursive: true });
    return success(mkdtempSync(join(cache, `${part}-new-`)));
  } catch (error) {
    const reason = fileErrorReason(error);
    if (reason === undefined) throw error;
    return failure(`The recorder cannot be kept in ${cache}: ${reason}. XDG_CACHE_HOME names another folder.`);
  }
}

function compilerFailure(part: Part, program: string, said: string): string {
  const isVulkanMissing = /vulkan\/\S+: (No such file|.*not found)/.test(said);
  if (isVulkanMissing) return 'The Vulkan layer needs the headers of Vulkan: install libvulkan-dev or vulkan-headers.';
  return `${program} could not build the ${part === 'shim' ? 'recorder' : 'Vulkan layer'}: ${said.trim()}.`;
}

/** Changes with the sources, the compiler and what it compiles for. */
function fingerprint(sources: string, compiler: Compiler): string {
  const [program, ...words] = compiler;
  const hash = createHash('sha256');
  hash.update(JSON.stringify([compiler, process.arch, SHARED_LIBRARY]));
  hash.update(spawnSync(program, [...words, '--version'], { encoding: 'utf8' }).stdout);
  for (const file of sourceFiles(sources)) hash.update(`\n${file}\n`).update(readFileSync(join(sources, file)));
  return hash.digest('hex').slice(0, 16);
}

function sourceFiles(folder: string): string[] {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  return files.filter((file) => /\.(c|h|json)$/.test(file) && !file.startsWith('examples')).sort();
}

/** XDG Base Directory Specification. */
function cacheFolder(environment: NodeJS.ProcessEnv): string {
  const named = environment['XDG_CACHE_HOME'];
  return named !== undefined && named.startsWith('/') ? named : join(homedir(), '.cache');
}
