import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { report } from '../src/core/analysis/report';
import { stackFrames } from '../src/core/tables/code-names';
import type { BlockRow, EventIndex } from '../src/core/tables/indices';
import { openText } from '../src/formats/testing/open-trace';
import type { ReadTrace } from '../src/formats/trace-reader';
import { findProgram, hasCompiler, KIT, mustCompile, PROGRAMS, temporaryFolder } from './compile';

const folder = temporaryFolder();
afterAll(() => {
  folder.remove();
});

/** What writers-calls.c does: ten rounds of five blocks, one of which grows, and one block that is kept. */
const CALLS = {
  ...{ allocations: 51, frees: 50, reallocations: 10, allocatedBytes: 10 * 5678 + 7, peakBytes: 628 + 5000 },
  ...{ liveAtEnd: { bytes: 7, blocks: 1 }, unknownFrees: 0, faults: [] },
};

/** Runs a command to its end: what it printed. Fails with what it said. */
function run(command: string, commandArguments: readonly string[], options: { env?: object; input?: string } = {}) {
  const { status, stdout, stderr } = spawnSync(command, commandArguments, {
    encoding: 'utf8',
    ...options,
    env: { ...process.env, ...options.env },
  });
  if (status !== 0) throw new Error(`${command} ended with ${status}: ${stderr}`);
  return stdout;
}

/** Opens a trace of which no line was skipped. */
function openWhole(text: string): ReadTrace {
  const read = openText(text);
  expect(read.meta.skipped).toEqual({});
  expect(read.meta.warnings).toEqual([]);
  return read;
}

function openFile(path: string): ReadTrace {
  return openWhole(readFileSync(path, 'utf8'));
}

/** The functions that ask for block `row`, the innermost first. */
function functionsOf({ trace }: ReadTrace, row: number): string[] {
  const { blocks, sites } = trace;
  return stackFrames(trace, sites.stack.get(blocks.site.get(row as BlockRow))).map(({ label }) => label);
}

describe.skipIf(!hasCompiler('gcc'))('recorders that look at a program from outside', () => {
  const program = join(folder.path, 'calls');
  beforeAll(() => {
    const flags = ['-O0', '-Wno-alloc-size-larger-than'];
    mustCompile({ compiler: 'gcc', sources: [join(PROGRAMS, 'writers-calls.c')], output: program, flags });
  });

  test.skipIf(findProgram('gdb') === undefined)(
    'heapglass_gdb.py (gdb): every call, with named stacks and lines',
    () => {
      const file = join(folder.path, 'gdb.hgt');
      run('gdb', ['-q', '-batch', '-x', join(KIT, 'heapglass_gdb.py'), '--args', program], {
        env: { HEAPGLASS_TRACE: file },
      });
      const read = openFile(file);
      expect(report(read.trace, read.meta)).toMatchObject(CALLS);
      expect(functionsOf(read, 1)).toEqual(['one_round', 'main']);
      expect(functionsOf(read, 3)).toEqual(['grow', 'one_round', 'main']);
      expect(readFileSync(file, 'utf8')).toMatch(/^f 1 0x[0-9a-f]+ grow\t.*writers-calls\.c:\d+$/m);
    },
  );

  test.skipIf(findProgram('gdb') === undefined)('heapglass_gdb.py (gdb): calls of two threads, each once', () => {
    const [threads, file] = [join(folder.path, 'threads'), join(folder.path, 'threads.hgt')];
    const sources = [join(PROGRAMS, 'writers-threads.c')];
    mustCompile({ compiler: 'gcc', sources, output: threads, flags: ['-pthread'] });
    run('gdb', ['-q', '-batch', '-x', join(KIT, 'heapglass_gdb.py'), '--args', threads], {
      env: { HEAPGLASS_TRACE: file },
    });
    const { trace, meta } = openFile(file);
    const sizes = Array.from({ length: trace.blocks.length - 1 }, (_, row) => trace.sizeOf((row + 1) as BlockRow));
    expect(sizes.filter((size) => size === 1000)).toHaveLength(200);
    expect(report(trace, meta)).toMatchObject({ unknownFrees: 0, faults: [] });
  });

  test.skipIf(!hasUprobes())(
    'heapglass.bt (bpftrace as root, uprobes): every call, with the function that makes it',
    ({ skip }) => {
      const file = join(folder.path, 'bpftrace.hgt');
      if (!recordedByBpftrace(program, file)) skip('bpftrace aborted each time that it took its probes out');
      const read = openFile(file);
      expect(report(read.trace, read.meta)).toMatchObject(CALLS);
      expect(functionsOf(read, 1)).toEqual(['one_round']);
      expect(functionsOf(read, 3)).toEqual(['grow']);
    },
  );
});

/** Runs the program under bpftrace, which may abort at its end (0.17): then its trace is cut. False: it always did. */
function recordedByBpftrace(program: string, file: string): boolean {
  for (let attempt = 0; attempt < 5; attempt++) {
    const args = ['-c', '0', 'bpftrace', '-q', '-o', file, '-c', program, join(KIT, 'heapglass.bt')];
    const { status, signal, stderr } = spawnSync('taskset', args, { encoding: 'utf8', timeout: 60_000 });
    if (status === 0) return true;
    if (signal !== 'SIGABRT') throw new Error(`bpftrace ended with ${status ?? signal}: ${stderr}`);
  }
  return false;
}

/** Whether bpftrace may set a probe in a program here: it needs root, and a kernel with BPF and uprobes. */
function hasUprobes(): boolean {
  if (process.getuid?.() !== 0 || findProgram('bpftrace') === undefined || findProgram('taskset') === undefined) {
    return false;
  }
  const probe = 'uprobe:libc:malloc /pid == cpid/ { printf("met\\n"); }';
  const { stdout } = spawnSync('bpftrace', ['-q', '-c', '/bin/true', '-e', `${probe} END { printf("ran\\n"); }`], {
    encoding: 'utf8',
    timeout: 20_000,
  });
  return stdout.includes('ran');
}

describe.skipIf(findProgram('python3') === undefined)('heapglass_writer.py (python3)', () => {
  const writer = join(KIT, 'heapglass_writer.py');

  test('a list of events becomes a trace', () => {
    const list = ['0 + 0x1000 64 main;load', '500 + 0x2000 36 main;load;decode', '900 - 0x1000 0 main', ''].join('\n');
    const read = openWhole(run('python3', [writer], { input: list }));
    expect(report(read.trace, read.meta)).toMatchObject({
      ...{ allocations: 2, frees: 1, allocatedBytes: 100, peakBytes: 100, liveAtEnd: { bytes: 36, blocks: 1 } },
      ...{ faults: [] },
    });
    expect(functionsOf(read, 2)).toEqual(['decode', 'load', 'main']);
    expect(read.trace.timeOf(2 as EventIndex)).toBe(900);
  });

  test('its function can be called from any program', () => {
    const program = [
      'import sys',
      'from heapglass_writer import write_trace',
      "write_trace(sys.stdout, [(n, '+', 4096 * (n + 1), n, ('main', f'step {n % 3}')) for n in range(100)])",
    ].join('\n');
    const read = openWhole(run('python3', ['-B', '-c', program], { env: { PYTHONPATH: KIT } }));
    const { allocations, allocatedBytes, skipped } = report(read.trace, read.meta);
    expect([allocations, allocatedBytes, skipped]).toEqual([100, 4950, {}]);
    expect(functionsOf(read, 5)).toEqual(['step 1', 'main']);
  });
});
