import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { compile, compilersHere, hasCompiler, KIT, mustCompile, PROGRAMS, temporaryFolder } from './compile';
import { Recording, run } from './recording';

const folder = temporaryFolder();
afterAll(() => {
  folder.remove();
});

function built(name: string, source: string, compiler: 'gcc' | 'clang' = 'gcc', flags: readonly string[] = []): string {
  return mustCompile({ compiler, sources: [source], output: join(folder.path, name), flags: ['-pthread', ...flags] });
}

const FOUR_HITS = ['write 64', 'read 64', 'write -1', 'read after free 5'];
const compiles32 = compile({ compiler: 'gcc', sources: [join(KIT, 'examples/guards.c')], output: join(folder.path, 'narrow'), flags: ['-m32'] }).ok; // prettier-ignore
const isHere = process.platform === 'linux' && process.arch === 'x64' && hasCompiler('gcc');

describe.skipIf(!isHere)('heapglass.h: guard pages (x86-64 Linux with gcc)', () => {
  let mistakes = '';
  beforeAll(() => {
    mistakes = built('mistakes', join(PROGRAMS, 'header-mistakes.c'));
  });

  /** What becomes of a mistake: how the program ended, and the faults of its trace. */
  function make(mistake: string, how: 'plain' | 'redzone' | 'guard' | 'stop') {
    const file = join(folder.path, 'mistakes.hgt');
    const { status, signal, stderr } = run(mistakes, [file, mistake, how]);
    const recording = new Recording(file);
    expect(recording.report.skipped).toEqual({});
    return { status, signal, stderr, recording, faults: recording.faults(mistakes) };
  }

  it.each(compilersHere('gcc', 'clang'))(
    'R-14: guards.c: a write past, a read past, an underrun and a use after free are four hits, and the program finishes (%s)',
    (compiler) => {
      const program = built(`guards-${compiler}`, join(KIT, 'examples/guards.c'), compiler as 'gcc' | 'clang');
      expect(run(program, [], { cwd: folder.path }).status).toBe(0);

      const recording = new Recording(join(folder.path, 'guards.hgt'));
      expect(recording.faults(program)).toEqual([
        {
          kind: 'guard',
          event: 1,
          blockSize: 64,
          offset: 64,
          text: 'write',
          stack: ['write_past', 'main'],
        },
        {
          kind: 'guard',
          event: 2,
          blockSize: 64,
          offset: 64,
          text: 'read',
          stack: ['read_past', 'main'],
        },
        {
          kind: 'guard',
          event: 4,
          blockSize: 64,
          offset: -1,
          text: 'write',
          stack: ['underrun', 'main'],
        },
        {
          kind: 'guard',
          event: 6,
          blockSize: 64,
          offset: 5,
          text: 'read after free',
          stack: ['use_after_free', 'main'],
        },
      ]);
      expect(recording.report).toMatchObject({ allocations: 2, frees: 2, unknownFrees: 0, skipped: {} });
    },
  );

  it('R-61: a byte of the last alignment unit is found when the block is freed, one behind it at once', () => {
    expect(make('byte behind', 'guard').faults).toMatchObject([
      { kind: 'redzone', blockSize: 13, offset: 13, text: 'bytes changed: 1', stack: ['main'] },
    ]);
    const hit = make('guard page', 'guard');
    expect(hit.faults).toMatchObject([
      { kind: 'guard', blockSize: 13, offset: 16, text: 'write', stack: ['make', 'main'] },
    ]);
    expect(hit.status).toBe(0);
  });

  it('stops at the first hit where it is told to, after recording it', () => {
    const { signal, faults } = make('guard page', 'stop');
    expect(signal).toBe('SIGABRT');
    expect(faults).toMatchObject([{ kind: 'guard', offset: 16, text: 'write' }]);
  });

  it('R-63: a second free of a guarded block is seen as such, with both stacks', () => {
    const { recording, status } = make('freed twice', 'guard');
    expect(recording.report.faultsByKind).toEqual({ 'double-free': 1 });
    expect(status).toBe(0);
  });

  it('bytes beside a block without guards are checked at its free', () => {
    expect(make('byte behind', 'redzone').faults).toMatchObject([{ kind: 'redzone', offset: 13, stack: ['main'] }]);
    expect(make('bytes before', 'redzone').faults).toMatchObject([
      { kind: 'redzone', offset: -1, text: 'bytes changed: 2' },
    ]);
    expect(make('byte behind', 'plain').faults).toEqual([]);
  });

  it('R-25, R-28: memory of another domain, and memory of none, is told and left alone', () => {
    const other = make('other domain', 'plain');
    expect(other.faults).toMatchObject([
      { kind: 'cookie', blockSize: 13, offset: 0, text: 'taken from MALLOC, released as align_malloc' },
    ]);
    expect(other.recording.report).toMatchObject({ frees: 1, liveAtEnd: { bytes: 0 } });
    const foreign = make('not ours', 'plain');
    expect(foreign.faults.map(({ kind }) => kind)).toEqual(['unknown', 'unknown', 'unknown']);
    expect(foreign.status).toBe(0);
    expect(make('freed twice', 'plain').faults).toMatchObject([{ kind: 'unknown' }]);
  });

  it('R-28: free() of a block with a redzone is refused by the C library: the pointer is none of its own', () => {
    expect(make('libc free', 'redzone').signal).toBe('SIGABRT');
  });

  it.each([
    ['null', 'SIGSEGV', null],
    ['abort', 'SIGABRT', null],
    ['exit', null, 3],
  ])('loses nothing when the program ends by %s', (mistake, signal, status) => {
    const end = make(mistake, 'plain');
    expect(end).toMatchObject({ signal, status });
    expect(end.recording.report).toMatchObject({ allocations: 1, liveAtEnd: { bytes: 13 } });
  });

  it.skipIf(!compiles32)('a program with pointers of 32 bits has the same four hits (gcc -m32)', () => {
    const program = built('guards-32', join(KIT, 'examples/guards.c'), 'gcc', ['-m32']);
    expect(run(program, [], { cwd: folder.path }).status).toBe(0);
    const faults = new Recording(join(folder.path, 'guards.hgt')).faults(program);
    expect(faults.map(({ offset, text }) => `${text} ${offset}`)).toEqual(FOUR_HITS);
  });

  it('threads that hit one page at once all go on; each hit that is recorded is on the block', () => {
    const program = built('guarded-threads', join(PROGRAMS, 'header-guarded-threads.c'));
    const file = join(folder.path, 'threads.hgt');
    expect(run(program, [file]).status).toBe(0);
    const recording = new Recording(file);
    expect(recording.report).toMatchObject({ allocations: 2001, frees: 2001, skipped: {} });
    expect(new Set(recording.faults(program).map(({ kind, offset }) => `${kind} ${offset}`))).toEqual(
      new Set(['guard 16']),
    );
  });
});
