import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ThreadId } from '../src/core/tables/indices';
import { hasCompiler, mustCompile, PROGRAMS, temporaryFolder } from './compile';
import { buildShim, openTrace, recordProgram, reportOf } from './record-program';

const folder = temporaryFolder();
const shim = join(folder.path, 'shim.so');
const SOUND = { faults: [], unknownFrees: 0, skipped: {} };
/** Milliseconds that compilers may take on a busy machine. */
const BUILDING = 60_000;
const ENDINGS_BYTES = (5000 * 5001) / 2;

function build(name: string, flags: readonly string[] = ['-pthread', '-ldl']): string {
  const output = join(folder.path, name);
  return mustCompile({ compiler: 'gcc', sources: [join(PROGRAMS, `shim-${name}.c`)], output, flags });
}

describe.skipIf(!hasCompiler('gcc'))('the shim in a process', () => {
  beforeAll(() => {
    buildShim('gcc', shim);
  }, BUILDING);
  afterAll(() => {
    folder.remove();
  });

  describe('that ends', () => {
    beforeAll(() => {
      build('endings');
    });

    it.each([
      ['exit', 0, null],
      ['_exit', 0, null],
      ['abort', null, 'SIGABRT'],
    ] as const)('by %s: the trace is whole and ends with its last record', (ending, status, signal) => {
      const trace = join(folder.path, `${ending}.hgt`);
      expect(recordProgram({ shim, trace }, join(folder.path, 'endings'), [ending])).toMatchObject({ status, signal });
      expect(reportOf(trace)).toMatchObject({ ...SOUND, allocations: 5000, allocatedBytes: ENDINGS_BYTES });
      expect(readFileSync(trace).at(-1)).toBe('\n'.charCodeAt(0));
    });

    it.each([
      ['kill', 'SIGKILL'],
      ['crash', 'SIGSEGV'],
    ] as const)(
      'by %s: every block up to there is in the trace, and only what was to come is missing',
      (ending, signal) => {
        const trace = join(folder.path, `${ending}.hgt`);
        expect(recordProgram({ shim, trace }, join(folder.path, 'endings'), [ending])).toMatchObject({ signal });
        const found = reportOf(trace);
        expect(found).toMatchObject({
          faults: [],
          allocations: 5000,
          allocatedBytes: ENDINGS_BYTES,
          skipped: { cut: 1 },
        });
      },
    );

    it('having closed all descriptors, the trace’s among them: the trace is whole', () => {
      const trace = join(folder.path, 'close.hgt');
      expect(recordProgram({ shim, trace }, join(folder.path, 'endings'), ['close'])).toMatchObject({
        status: 0,
        stderr: '',
      });
      expect(reportOf(trace)).toMatchObject({ ...SOUND, allocations: 25_000, frees: 20_000 });
    });

    it('by fork and exec: parent, child and the program after it write a trace each', () => {
      const trace = join(folder.path, 'fork.%p.hgt');
      expect(recordProgram({ shim, trace }, join(folder.path, 'endings'), ['fork'])).toMatchObject({ status: 0 });
      const files = readdirSync(folder.path).filter((name) => name.startsWith('fork.'));
      const afterExec = files.find((name) => name.endsWith('-2.hgt')) ?? '';
      const child = afterExec.replace('-2.hgt', '.hgt');
      const parent = files.find((name) => name !== child && name !== afterExec) ?? '';
      expect(files).toHaveLength(3);
      expect(reportOf(join(folder.path, parent))).toMatchObject({
        ...{ ...SOUND, allocations: 5001, allocatedBytes: ENDINGS_BYTES + 88888 },
      });
      expect(reportOf(join(folder.path, afterExec))).toMatchObject({ ...SOUND, allocations: 5000 });
      // Its parent's block is unknown to it, which is no error in a recording that began with the fork.
      const { meta } = openTrace(join(folder.path, child));
      expect(meta.fidelity.attached).toBe(true);
      expect(reportOf(join(folder.path, child))).toMatchObject({ unknownFrees: 1, allocatedBytes: 77777, skipped: {} });
    });

    it('by fork and exec with one name for all: only the first process writes', () => {
      const trace = join(folder.path, 'one-name.hgt');
      expect(recordProgram({ shim, trace }, join(folder.path, 'endings'), ['fork'])).toMatchObject({ status: 0 });
      expect(reportOf(trace)).toMatchObject({ ...SOUND, allocatedBytes: ENDINGS_BYTES + 88888 });
    });
  });

  it('keeps the order of threads that free and reuse each other’s blocks', () => {
    const trace = join(folder.path, 'threads.hgt');
    expect(recordProgram({ shim, trace }, build('threads'))).toMatchObject({ status: 0, stderr: '' });
    const found = reportOf(trace);
    expect(found).toMatchObject(SOUND);
    expect(found.allocations).toBeGreaterThan(8 * 20_000);
    const { threads, strings } = openTrace(trace).trace;
    const names = Array.from({ length: threads.count }, (_, i) => strings.get(threads.name.get((i + 1) as ThreadId)));
    expect(names).toEqual(expect.arrayContaining(['even', 'odd', 'threads']));
  });

  it('tells mappings that are cut, moved, covered or only reserved as what they are', () => {
    const trace = join(folder.path, 'mappings.hgt');
    expect(recordProgram({ shim, trace }, build('mappings'))).toMatchObject({ status: 0 });
    expect(reportOf(trace)).toMatchObject({
      ...SOUND,
      allocations: 8,
      reallocations: 6,
      frees: 7,
      liveAtEnd: { bytes: 12288 },
    });
    const sizes = [...readFileSync(trace, 'utf8').matchAll(/^[+~] .*?(\d+) k/gm)].map(
      (match) => Number(match[1]) / 4096,
    );
    expect(sizes).toEqual([10, 8, 7, 2, 3, 4, 4096, 2, 6, 1, 3, 2, 5, 3]);
  });

  it('finds stacks through libraries that come and go, signal handlers and stacks of the program’s own', () => {
    const source = join(PROGRAMS, 'shim-plugin.c');
    const plugins = [100, 200].map((size) => {
      const output = join(folder.path, `plugin-${size}.so`);
      return mustCompile({ compiler: 'gcc', sources: [source], output, flags: ['-shared', '-fPIC', `-DSIZE=${size}`] });
    });
    const trace = join(folder.path, 'modules.hgt');
    expect(recordProgram({ shim, trace }, build('modules'), plugins)).toMatchObject({ status: 0 });
    expect(reportOf(trace)).toMatchObject(SOUND);
    const beginning = 'modules libc.so.6 libc.so.6 modules'; // main, what calls it, _start
    expect(modulesThatAskFor(trace, 100)).toBe(`plugin-100.so ${beginning}`);
    expect(modulesThatAskFor(trace, 200)).toBe(`plugin-200.so ${beginning}`);
    // The handler, the frame that the kernel made for it, raise.
    expect(modulesThatAskFor(trace, 1111)).toMatch(new RegExp(`^modules (libc.so.6 )+${beginning}$`));
    expect(modulesThatAskFor(trace, 2222)).toBe('modules libc.so.6');
  });

  it('walks the stacks of frees while a JIT registers and unregisters frames', () => {
    const trace = join(folder.path, 'unregister.hgt');
    const run = spawnSync('timeout', ['60', build('unregister')], {
      env: { ...process.env, LD_PRELOAD: shim, HEAPGLASS_TRACE: `${trace}.%p` },
    });
    expect(run.status).toBe(0);
  });

  it('fails requests after as many as it is told', () => {
    const trace = join(folder.path, 'fail.hgt');
    const run = recordProgram({ shim, trace, environment: { HEAPGLASS_FAIL_AFTER: '100' } }, build('endings'), []);
    expect(run.status).toBe(0);
    expect(reportOf(trace)).toMatchObject({ allocations: 100, failed: 4900, faults: [], skipped: {} });
  });

  it('writes to a pipe what it would write to a file', async () => {
    const fifo = join(folder.path, 'pipe');
    expect(spawnSync('mkfifo', [fifo]).status).toBe(0);
    const copy = join(folder.path, 'from-pipe.hgt');
    const reader = spawn('sh', ['-c', `cat "${fifo}" > "${copy}"`]);
    const closed = new Promise((resolve) => reader.on('close', resolve));
    expect(recordProgram({ shim, trace: fifo }, build('endings'), ['_exit'])).toMatchObject({ status: 0 });
    await closed;
    expect(reportOf(copy)).toMatchObject({ ...SOUND, allocations: 5000, allocatedBytes: ENDINGS_BYTES });
  });

  it('leaves the program alone where its file cannot be written', () => {
    const trace = join(folder.path, 'no-such-folder', 'x.hgt');
    expect(recordProgram({ shim, trace }, build('endings'))).toMatchObject({ status: 0 });
    expect(existsSync(trace)).toBe(false);
    expect(statSync(shim).size).toBeGreaterThan(0);
  });
});

/** The modules of the stack of the first block of `size` bytes, innermost first. */
function modulesThatAskFor(path: string, size: number): string {
  const text = readFileSync(path, 'utf8');
  const lines = text.split('\n');
  const modules = lines.filter((line) => line.startsWith('m ')).map((line) => line.slice(2).split('\t')[0] ?? '');
  const frames = lines.filter((line) => line.startsWith('f ')).map((line) => Number(line.split(' ')[1]));
  const nodes = lines.filter((line) => line.startsWith('k ')).map((line) => line.split(' ').slice(1).map(Number));
  const found: string[] = [];
  let node = Number(new RegExp(`^\\+ \\S+ ${size} k(\\d+)`, 'm').exec(text)?.[1]);
  while (node > 0) {
    const [parent = 0, frame = 0] = nodes[node - 1] ?? [];
    found.push((modules[(frames[frame - 1] ?? 0) - 1] ?? '').replace(/^.*\//, ''));
    node = parent;
  }
  return found.join(' ');
}
