import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { reportGuards } from '../src/cli/report-guards';
import { missedAccesses } from '../src/core/analysis/missed-accesses';
import type { Hit } from '../src/core/replay/hits';
import { frameLabel } from '../src/core/tables/code-names';
import { EventKind } from '../src/core/tables/events';
import type { EventIndex, StackId } from '../src/core/tables/indices';
import type { Trace } from '../src/core/tables/trace';
import { openText } from '../src/formats/testing/open-trace';
import type { ReadTrace } from '../src/formats/trace-reader';
import {
  compile,
  compilersHere,
  hasCompiler,
  KIT,
  mustCompile,
  PROGRAMS,
  temporaryFolder,
  type Compiler,
} from './compile';

const folder = temporaryFolder();
afterAll(() => {
  folder.remove();
});

/** What makes a compiler call a function at every access. */
const GNU = ['-fsanitize=kernel-address', '--param', 'asan-instrumentation-with-call-threshold=0'];
const LLVM = ['-fsanitize-coverage=func,trace-loads,trace-stores'];
const WATCHED: Readonly<Record<Compiler, readonly string[]>> = {
  ...{ gcc: GNU, 'g++': GNU, mingw: GNU },
  ...{ clang: LLVM, 'clang++': LLVM },
};
const WRAPPED = '-Wl,--wrap=memcpy,--wrap=memmove,--wrap=memset';
const LIBRARY = join(folder.path, 'libheapglass.so');

/** Compiles one file to an object, once. */
function object(compiler: Compiler, source: string, name: string, flags: readonly string[] = []): string {
  const output = join(folder.path, `${name}-${compiler}.o`);
  return existsSync(output) ? output : mustCompile({ compiler, sources: [source], output, flags: ['-c', ...flags] });
}

/** A program with its accesses watched, beside files that are not. */
function watchedProgram(
  compiler: Compiler,
  name: string,
  flags: readonly string[] = [],
  besides: readonly string[] = [],
) {
  const source = join(PROGRAMS, `${name}.c`);
  const watched = object(compiler, source, [name, ...flags].join(''), [...WATCHED[compiler], ...flags]);
  const access = object(compiler, join(KIT, 'heapglass-access.c'), 'access', ['-O2']);
  const output = join(folder.path, [name, ...flags, '-', compiler].join(''));
  return mustCompile({
    compiler,
    sources: [watched, access, ...besides],
    output,
    flags: [WRAPPED, '-rdynamic', '-ldl', '-pthread'],
  });
}

interface Run {
  readonly read: ReadTrace;
  readonly said: string;
}

/** Runs a program to its end under a recorder, and opens what it wrote. */
function record(program: string, environment: Readonly<Record<string, string>>): Run {
  const file = `${program}.hgt`;
  const { status, stderr } = spawnSync(program, [], {
    encoding: 'utf8',
    env: { ...process.env, ...environment, HEAPGLASS_TRACE: file },
  });
  if (status !== 0) throw new Error(`${program} ended with ${status}: ${stderr}`);
  return { read: openText(readFileSync(file, 'utf8')), said: stderr };
}

function underShim(program: string): Run {
  return record(program, { LD_PRELOAD: LIBRARY });
}

/** Sign of every recorded access. */
function accessesOf({ events }: Trace): string[] {
  const found: string[] = [];
  for (let event = 0 as EventIndex; event < events.length; event++) {
    const kind = events.kind.get(event);
    if (kind === EventKind.Read) found.push('r');
    if (kind === EventKind.Write) found.push('w');
  }
  return found;
}

/** What the replay makes of the accesses, with guard pages on both sides of each block. */
function checkedHits({ trace, meta }: ReadTrace): readonly Hit[] {
  const report = reportGuards(trace, meta, 'both');
  if (!report.ok) throw new Error(report.failure);
  return report.value.guards?.hits ?? [];
}

/** The function at the innermost frame: as the trace names it, else as addr2line does. */
function functionAt(trace: Trace, stack: StackId, program: string): string {
  const frame = trace.stacks.frame.get(stack);
  if (trace.strings.get(trace.frames.symbol.get(frame)) !== '') return frameLabel(trace, frame);
  const offset = `0x${trace.frames.offset.get(frame).toString(16)}`;
  return spawnSync('addr2line', ['-f', '-e', program, offset], { encoding: 'utf8' }).stdout.split('\n')[0] ?? '';
}

/** The four faults of access-faults.c, each on the block of 4096 bytes, at its byte, in its function. */
function expectFourFaults({ trace, meta }: ReadTrace, program: string): void {
  expect(meta.skipped).toEqual({});
  const hits = checkedHits({ trace, meta } as ReadTrace);
  const seen = hits.map(({ evidence, kind, access, offset, bytes, block, stack }) => ({
    ...{ evidence, kind, access, offset, bytes, size: trace.sizeOf(block) },
    at: functionAt(trace, stack, program),
    askedBy: functionAt(trace, trace.sites.stack.get(trace.blocks.site.get(block)), program),
  }));
  const same = { evidence: 'checked', bytes: 1, size: 4096, askedBy: 'main' };
  expect(seen).toEqual([
    { ...same, kind: 'guard', access: 'write', offset: 4096, at: 'write_past' },
    { ...same, kind: 'guard', access: 'read', offset: 4096, at: 'read_past' },
    { ...same, kind: 'guard', access: 'read', offset: -1, at: 'read_before' },
    { ...same, kind: 'freed', access: 'read', offset: 5, at: 'read_freed' },
  ]);
  expect(new Set(hits.map(({ block }) => block)).size).toBe(1);
}

describe.skipIf(!hasCompiler('gcc'))('accesses under libheapglass.so', () => {
  beforeAll(() => {
    const sources = [join(KIT, 'libheapglass.c')];
    mustCompile({ compiler: 'gcc', sources, output: LIBRARY, flags: ['-O2', '-shared', '-fPIC', '-ldl', '-pthread'] });
  });

  test.each(compilersHere('gcc', 'clang'))(
    'R-60 four faults, compiled by %s: block, byte and stack; the program ends',
    (compiler) => {
      const program = watchedProgram(compiler, 'access-faults');
      const { read, said } = underShim(program);
      expect(said).toContain('finished: ');
      expect(said).toContain('4 accesses missed their block');
      expect(accessesOf(read.trace)).toEqual(['w', 'r', 'r', 'r']);
      expectFourFaults(read, program);
    },
  );

  test.each(compilersHere('gcc', 'clang'))(
    'compiled by %s, a program that keeps to its blocks records none',
    (compiler) => {
      const { read, said } = underShim(watchedProgram(compiler, 'access-control'));
      expect(read.trace.blocks.length).toBeGreaterThan(3000);
      expect(accessesOf(read.trace)).toEqual([]);
      expect(said).not.toContain('missed');
    },
  );

  test.each(compilersHere('g++', 'clang++'))(
    'C++ compiled by %s: one element too many, and nothing else',
    (compiler) => {
      const flags = [...WATCHED[compiler], '-std=c++17'];
      const watched = object(compiler, join(PROGRAMS, 'access-containers.cpp'), 'access-containers', flags);
      const sources = [watched, object('gcc', join(KIT, 'heapglass-access.c'), 'access', ['-O2'])];
      const output = join(folder.path, `access-containers-${compiler}`);
      const { read, said } = underShim(mustCompile({ compiler, sources, output, flags: ['-ldl', '-pthread'] }));
      expect(said).toContain('finished: ');
      expect([...missedAccesses(read.trace)].map(({ text }) => text)).toEqual(['a read of 4 B behind a block of 40 B']);
    },
  );

  test('a child that is recorded too begins with what it takes itself', () => {
    const program = watchedProgram('gcc', 'access-control');
    const env = { ...process.env, LD_PRELOAD: LIBRARY, HEAPGLASS_TRACE: join(folder.path, 'family-%p.hgt') };
    const { status, stderr } = spawnSync(program, [], { encoding: 'utf8', env });
    expect([status, stderr]).toEqual([0, '']);
    const files = readdirSync(folder.path).filter((name) => name.startsWith('family-'));
    expect(files).toHaveLength(2);
    for (const file of files) {
      const { trace } = openText(readFileSync(join(folder.path, file), 'utf8'));
      expect(trace.blocks.length).toBeGreaterThan(1500);
      expect(accessesOf(trace)).toEqual([]);
    }
  });

  test('keeps to defined behaviour itself', () => {
    const checks = ['-fsanitize=undefined', '-fno-sanitize-recover=undefined'];
    const watched = object('gcc', join(PROGRAMS, 'access-control.c'), 'access-control', WATCHED.gcc);
    const access = object('gcc', join(KIT, 'heapglass-access.c'), 'access-defined', checks);
    const output = join(folder.path, 'access-control-defined');
    const flags = [WRAPPED, '-ldl', '-pthread', ...checks];
    const { read } = underShim(mustCompile({ compiler: 'gcc', sources: [watched, access], output, flags }));
    expect(accessesOf(read.trace)).toEqual([]);
  });

  test('what libc copies and fills is one access of as many bytes', () => {
    const program = watchedProgram('gcc', 'access-copies', ['-fno-builtin']);
    const { read } = underShim(program);
    expect(checkedHits(read).map(({ kind, access, offset, bytes }) => ({ kind, access, offset, bytes }))).toEqual([
      { kind: 'guard', access: 'write', offset: 4096, bytes: 8 },
      { kind: 'guard', access: 'read', offset: 4096, bytes: 4 },
    ]);
  });
});

describe.skipIf(!hasCompiler('gcc'))('accesses in a program with heapglass.h', () => {
  test.each(compilersHere('gcc', 'clang'))('R-60 four faults of blocks of hg_malloc, compiled by %s', (compiler) => {
    const header = object(compiler, join(PROGRAMS, 'access-header.c'), 'header');
    const program = watchedProgram(compiler, 'access-faults', ['-DOVER_HEADER'], [header]);
    const { read } = record(program, {});
    expect(accessesOf(read.trace)).toEqual(['w', 'r', 'r', 'r']);
    expectFourFaults(read, program);
  });
});

describe.skipIf(!hasCompiler('gcc'))('heapglass-access.c', () => {
  test('says so where nothing records, and lets the program run', () => {
    const program = watchedProgram('gcc', 'access-faults');
    const { status, stderr } = spawnSync(program, [], { encoding: 'utf8' });
    expect(status).toBe(0);
    expect(stderr).toContain('nothing records here');
  });

  test.each(compilersHere('gcc', 'clang'))('does not compile with the flags that watch accesses (%s)', (compiler) => {
    const sources = [join(KIT, 'heapglass-access.c')];
    const output = join(folder.path, 'watches-itself.o');
    const built = compile({ compiler, sources, output, flags: ['-c', ...WATCHED[compiler]] });
    expect(built.ok).toBe(false);
    if (!built.ok) expect(built.failure).toContain('it would watch itself');
  });
});
