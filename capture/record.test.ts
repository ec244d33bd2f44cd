import { spawn, spawnSync, type SpawnSyncReturns } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, chownSync, existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { build } from 'vite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { formatBytes, formatCount } from '../src/base/format';
import { report, type Report } from '../src/core/analysis/report';
import { recordingEnvironment } from '../src/cli/record/environment';
import { findInstallation } from '../src/cli/record/installation';
import { obstacle } from '../src/cli/record/obstacle';
import { prepare } from '../src/cli/record/prepare';
import { openTrace } from '../src/cli/open-trace';
import { findProgram, hasCompiler, mustCompile, PROGRAMS, temporaryFolder } from './compile';

const CLI = resolve('.cache/capture-cli');
/** For stories that compile, or run a driver, on a machine with other work. */
const PATIENCE = 120_000;
const folder = temporaryFolder();
afterAll(() => {
  folder.remove();
});

const isLinux = process.platform === 'linux' && hasCompiler('gcc');
const isRoot = process.getuid?.() === 0;
const without = isLinux ? '' : ' (skipped: it takes Linux and gcc)';

/** What the kit is built with here, and nothing of a recording around this one. */
function environment(more: Readonly<Record<string, string>> = {}): NodeJS.ProcessEnv {
  const outer = Object.entries(process.env).filter(([name]) => !/^(HEAPGLASS_|VK_|LD_PRELOAD|CC$)/.test(name));
  return { ...Object.fromEntries(outer), XDG_CACHE_HOME: join(folder.path, 'cache'), ...more };
}

function heapglass(
  words: readonly string[],
  input = '',
  more: Readonly<Record<string, string>> = {},
): SpawnSyncReturns<string> {
  const options = { cwd: folder.path, encoding: 'utf8', input, env: environment(more), timeout: 60_000 } as const;
  return spawnSync(process.execPath, [join(CLI, 'heapglass.js'), ...words], options);
}

async function figures(file: string): Promise<Report> {
  const opened = await openTrace(join(folder.path, file));
  if (!opened.ok) throw new Error(opened.failure);
  return report(opened.value.trace, opened.value.meta);
}

describe.skipIf(!isLinux)(`heapglass record${without}`, { timeout: PATIENCE }, () => {
  beforeAll(async () => {
    const ssr = { ssr: 'src/cli/heapglass.ts', outDir: CLI, emptyOutDir: true };
    await build({ build: ssr, logLevel: 'error' });
  });

  it('leaves input and output to the command, ends with its code, and says what report says', async () => {
    const done = heapglass(
      ['record', '-o', 'cat.hgt', '--', 'sh', '-c', 'read line; echo "$line"; exit 3'],
      'through\n',
    );
    expect(done.stdout).toBe('through\n');
    expect(done.status).toBe(3);
    const { peakBytes, allocations, liveAtEnd } = await figures('cat.hgt');
    expect(allocations).toBeGreaterThan(0);
    expect(done.stderr).toContain(
      `cat.hgt: peak ${formatBytes(peakBytes)}, ${formatCount(allocations)} allocations, ` +
        `live at end ${formatBytes(liveAtEnd.bytes)} in ${formatCount(liveAtEnd.blocks)} blocks`,
    );
  });

  it('names the frames of a program', () => {
    const sources = [join(PROGRAMS, 'inlined.c')];
    const program = mustCompile({ compiler: 'gcc', sources, output: join(folder.path, 'inlined'), flags: ['-O2'] });
    expect(heapglass(['record', '-o', 'inlined.hgt', '--', program]).stderr).toMatch(/frames named in .*inlined\.hgt/);
    const text = readFileSync(join(folder.path, 'inlined.hgt'), 'utf8');
    expect(text).toMatch(/^f \d+ \S+ keep\t.*inlined\.c:13\n.* between\t.*:9\n.* innermost\t.*:5$/m);
  });

  it('writes a trace for each process, and names those of children', () => {
    const done = heapglass(['record', '-o', 'shell.hgt', '--', 'sh', '-c', 'ls >/dev/null; echo']);
    expect(done.status).toBe(0);
    const [, children = ''] = /also (.*)/.exec(done.stderr) ?? [];
    expect(children).toMatch(/^shell\.\d+\S*\.hgt/);
    for (const child of children.split(', ')) expect(existsSync(join(folder.path, child)), child).toBe(true);
  });

  it('tells of the signal that ended the command, and hands signals on to it', async () => {
    expect(heapglass(['record', '-o', 'killed.hgt', '--', 'sh', '-c', 'kill -SEGV $$']).status).toBe(128 + 11);
    const script = 'trap "echo stopped; exit 5" TERM; echo ready; while :; do sleep 0.05; done';
    const child = spawn(
      process.execPath,
      [join(CLI, 'heapglass.js'), 'record', '-o', 'term.hgt', '--', 'sh', '-c', script],
      {
        cwd: folder.path,
        env: environment(),
        stdio: ['ignore', 'pipe', 'ignore'],
      },
    );
    let said = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      if (said === '' && text.includes('ready')) child.kill('SIGTERM');
      said += text;
    });
    expect(await once(child, 'close')).toEqual([5, null]);
    expect(said).toBe('ready\nstopped\n');
  });

  it('has all that a killed command recorded, and nothing that it did not', async () => {
    expect(heapglass(['record', '-o', 'shot.hgt', '--', 'sh', '-c', 'kill -KILL $$']).status).toBe(128 + 9);
    const { allocations, skipped } = await figures('shot.hgt');
    expect(allocations).toBeGreaterThan(0);
    expect(skipped).toEqual({});
    expect(readFileSync(join(folder.path, 'shot.hgt')).includes(0)).toBe(false);
  });

  it('builds the recorder once', () => {
    const built = (): string[] => {
      const cache = join(folder.path, 'cache/heapglass');
      return readdirSync(cache).map((name) => `${name} ${statSync(join(cache, name)).mtimeMs}`);
    };
    heapglass(['record', '-o', 'once.hgt', '--', 'true']);
    const before = built();
    heapglass(['record', '-o', 'once.hgt', '--', 'true']);
    expect(built()).toEqual(before);
  });

  it('says why it cannot record', () => {
    const refusal = (words: readonly string[], more = {}): readonly [number | null, string] => {
      const done = heapglass(['record', '--', ...words], '', more);
      return [done.status, done.stderr];
    };
    expect(refusal(['no-such-program'])).toEqual([
      127,
      'heapglass: There is no program no-such-program on the search path.\n',
    ]);
    writeFileSync(join(folder.path, 'text'), 'text');
    expect(refusal(['./text'])).toEqual([126, 'heapglass: ./text may not be run: it is no program.\n']);
    expect(refusal(['true'], { CC: 'no-such-cc' })).toEqual([
      125,
      'heapglass: There is no compiler no-such-cc, which CC names.\n',
    ]);
    const nowhere = heapglass(['record', '-o', 'no/folder/a.hgt', '--', 'true']);
    expect(nowhere.stderr).toMatch(/No trace can be written to .*no\/folder: it is no folder of yours/);
    expect(refusal(['true'], { XDG_CACHE_HOME: join(folder.path, 'text') })[1]).toMatch(
      /The recorder cannot be kept in .*text\/heapglass: .* XDG_CACHE_HOME names another folder\.$/m,
    );
    const bin = join(folder.path, 'no-compiler');
    spawnSync('mkdir', [bin]);
    spawnSync('ln', ['-s', findProgram('true') ?? '', bin]);
    expect(refusal(['true'], { PATH: bin })[1]).toMatch(/No C compiler was found.*install gcc or clang/);
  });

  it('knows programs into which nothing can be preloaded', () => {
    const build = {
      compiler: 'gcc',
      sources: [join(PROGRAMS, 'inlined.c')],
      output: join(folder.path, 'static'),
    } as const;
    const program = mustCompile({ ...build, flags: ['-static'] });
    const done = heapglass(['record', '--', program]);
    expect(done.status).toBe(125);
    expect(done.stderr).toMatch(/Nothing of .*static can be recorded: it is linked statically.*heapglass\.h/);
    const script = join(folder.path, 'script');
    writeFileSync(script, `#!${program}\n`, { mode: 0o755 });
    expect(obstacle(script)).toMatch(/linked statically/);
    expect(obstacle(findProgram('true') ?? '')).toBeUndefined();
  });

  it.skipIf(!isRoot)(`knows programs of another account${isRoot ? '' : ' (skipped: it takes root)'}`, () => {
    const program = join(folder.path, 'setuid');
    writeFileSync(program, readFileSync(findProgram('true') ?? ''));
    chownSync(program, 65534, 65534);
    chmodSync(program, 0o4755);
    expect(obstacle(program)).toMatch(/another account’s rights \(setuid\)/);
  });

  it('says on other systems what to do there', () => {
    const prepared = prepare('true', false, findInstallation(), 'darwin');
    expect(prepared).toMatchObject({ ok: false, failure: { code: 125 } });
    expect(prepared.ok ? '' : prepared.failure.sentence).toMatch(/works on Linux.*heapglass\.h/);
  });

  it('joins what is preloaded already, and what Vulkan layers there are', () => {
    const kit = { folder: '/kit', library: '/kit/a.so' };
    const settings = { shim: kit, layer: kit, trace: '/t.hgt', stacks: 4, failAfter: 2 };
    const given = { LD_PRELOAD: '/asan.so', VK_INSTANCE_LAYERS: 'VK_LAYER_A', VK_LAYER_PATH: '/layers' };
    expect(recordingEnvironment(given, settings)).toEqual({
      ...{
        LD_PRELOAD: '/asan.so:/kit/a.so',
        HEAPGLASS_TRACE: '/t.hgt',
        HEAPGLASS_STACKS: '4',
        HEAPGLASS_FAIL_AFTER: '2',
      },
      ...{ VK_INSTANCE_LAYERS: 'VK_LAYER_A:VK_LAYER_HEAPGLASS_record', VK_LAYER_PATH: '/kit:/layers' },
      VK_ADD_LAYER_PATH: '/kit',
    });
  });

  const lavapipe = '/usr/share/vulkan/icd.d/lvp_icd.x86_64.json';
  const header = '/usr/include/vulkan/vk_layer.h';
  const missing = [lavapipe, header, findProgram('vulkaninfo') ?? 'vulkaninfo'].filter((file) => !existsSync(file));
  const noVulkan = missing.length === 0 ? '' : ` (skipped: no ${missing.join(', ')})`;
  it.skipIf(noVulkan !== '')(`--vulkan puts the layer into an unmodified program${noVulkan}`, async () => {
    const words = ['record', '--vulkan', '-o', 'vulkan.hgt', '--', 'vulkaninfo', '--summary'];
    const done = heapglass(words, '', { VK_ICD_FILENAMES: lavapipe, VK_DRIVER_FILES: lavapipe });
    expect(done.status).toBe(0);
    const { byDomain, byScope } = await figures('vulkan.hgt');
    expect(byDomain.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['libc', 'vk']));
    expect(byScope.length).toBeGreaterThan(0);
  });
});

describe.skipIf(!isLinux)(`heapglass record --fail-from${without}`, { timeout: PATIENCE }, () => {
  const program = join(folder.path, 'refusals');
  beforeAll(() => {
    mustCompile({ compiler: 'gcc', sources: [join(PROGRAMS, 'refusals.c')], output: program });
  });

  it('shows how a program takes NULL: a crash, an exit code, a hang, nothing at all', () => {
    const done = heapglass(['record', '--fail-from', '0..7', '--timeout', '2', '--', program]);
    expect(done.stdout).toContain('       0  SSSeH0..\n');
    expect(done.stdout).toMatch(
      /0\.\.2 {2}SIGSEGV\n +3 {2}exit 7\n +4 {2}hang\n +5 {2}exit 0\n +6\.\.7 {2}exit 0, nothing refused\n/,
    );
    expect(done.stdout).toMatch(
      /SIGSEGV when refused in add_unchecked .*refusals\.c:12 \(3 runs, first after 0 requests: 48 B\)/,
    );
    expect(done.stdout).toMatch(
      /exit 7 when refused in copy_checked [^]*it says: refusals: out of memory\n +copy_checked .*\n +main /,
    );
    expect(done.status, 'a crash is a failure').toBe(3);
  });

  it('prints the same as JSON, and ends well where nothing crashed', () => {
    const done = heapglass(['record', '--fail-from', '3..3', '--json', '--', program]);
    expect(done.status).toBe(0);
    const printed = JSON.parse(done.stdout) as {
      runs: { outcome: unknown; refused: { stack: string[] } }[];
      ranges: unknown;
    };
    expect(printed.ranges).toEqual([{ first: 3, last: 3, outcome: { kind: 'exit', code: 7 } }]);
    expect(printed.runs[0]).toMatchObject({ after: 3, said: 'refusals: out of memory', refused: { size: 5 } });
    expect(printed.runs[0].refused.stack[0]).toMatch(/^copy_checked .*refusals\.c:19$/);
  });
});
