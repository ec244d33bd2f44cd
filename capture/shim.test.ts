import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { compilersHere, findProgram, hasCompiler, mustCompile, PROGRAMS, temporaryFolder } from './compile';
import { buildShim, recordProgram, reportOf } from './record-program';

const folder = temporaryFolder();
const shim = join(folder.path, 'gcc.so');
beforeAll(() => {
  for (const compiler of compilersHere('gcc', 'clang')) buildShim(compiler, join(folder.path, `${compiler}.so`));
}, 60_000);
afterAll(() => {
  folder.remove();
});

/** libstdc++ takes it at its start for exceptions that are thrown when there is no memory. */
const EMERGENCY_POOL = 72704;
const SOUND = { faults: [], skipped: {}, unknownFrees: 0 };

describe.each(compilersHere('gcc', 'clang'))('libheapglass.c built by %s', (compiler) => {
  const requests = join(folder.path, `requests-${compiler}`);
  beforeAll(() => {
    const flags = ['-fno-builtin', '-Wno-unused-result'];
    mustCompile({ compiler, sources: [join(PROGRAMS, 'shim-requests.c')], output: requests, flags });
  });

  it('records each of libc’s functions once', () => {
    const trace = join(folder.path, `${compiler}.hgt`);
    const built = join(folder.path, `${compiler}.so`);
    expect(recordProgram({ shim: built, trace }, requests, ['all'])).toMatchObject({ status: 0, stderr: '' });
    expect(reportOf(trace)).toMatchObject({ ...SOUND, allocations: 1005, frees: 939, reallocations: 100 });
    const text = readFileSync(trace, 'utf8');
    for (const attributes of [/ 48 k\d+ d1 a32$/, / 100 k\d+ d1 a4096$/, / 10000 k\d+ d1 a4096$/, / 24 k\d+ d1 z$/]) {
      expect(text.split('\n').some((line) => attributes.test(line))).toBe(true);
    }
  });
});

describe.skipIf(!hasCompiler('gcc') || !hasCompiler('g++'))('the shim beside other tools, on the same program', () => {
  const programs = { c: join(folder.path, 'requests'), 'c++': join(folder.path, 'operators') };
  beforeAll(() => {
    mustCompile({ compiler: 'gcc', sources: [join(PROGRAMS, 'shim-requests.c')], output: programs.c });
    const sources = [join(PROGRAMS, 'shim-operators.cpp')];
    mustCompile({ compiler: 'g++', sources, output: programs['c++'], flags: ['-std=c++17'] });
  });

  function recorded(program: string, ...programArguments: readonly string[]) {
    const trace = join(folder.path, 'beside.hgt');
    expect(recordProgram({ shim, trace }, program, programArguments)).toMatchObject({ status: 0, stderr: '' });
    return reportOf(trace);
  }

  // At exit valgrind and heaptrack let libstdc++ release its pool; a program that runs alone keeps it.
  it.skipIf(findProgram('valgrind') === undefined).each([
    ['c', 0],
    ['c++', 1],
  ] as const)('valgrind (if installed) counts the same allocations, frees and bytes in %s', (language, pools) => {
    const ours = recorded(programs[language]);
    const { stderr } = spawnSync('valgrind', [programs[language]], { encoding: 'utf8' });
    const total = /total heap usage: ([\d,]+) allocs, ([\d,]+) frees, ([\d,]+) bytes/.exec(stderr) ?? [];
    const [allocations, frees, bytes] = total.slice(1).map((figure) => Number(figure.replaceAll(',', '')));
    // To valgrind a reallocation is an allocation and a free.
    expect({ allocations, frees, bytes }).toEqual({
      allocations: ours.allocations + ours.reallocations,
      frees: ours.frees + ours.reallocations + pools,
      bytes: ours.allocatedBytes,
    });
    expect(ours).toMatchObject(SOUND);
  });

  // heaptrack's own library brings libstdc++ into a C program, and its pool with it.
  it.skipIf(findProgram('heaptrack') === undefined || findProgram('heaptrack_print') === undefined).each([
    ['c', 1],
    ['c++', 0],
  ] as const)('heaptrack (if installed) counts the same calls, peak and leaks in %s', (language, pools) => {
    const ours = recorded(programs[language]);
    const output = join(folder.path, 'beside-heaptrack');
    spawnSync('heaptrack', ['-o', output, programs[language]]);
    const printed = spawnSync('heaptrack_print', ['-f', `${output}.zst`, '-F', '-'], {
      cwd: folder.path, // it makes a file of the name “-”
      encoding: 'utf8',
    }).stdout;
    const calls = Number(/calls to allocation functions: (\d+)/.exec(printed)?.[1]);
    expect(calls).toBe(ours.allocations + ours.reallocations + pools);
    expect(/peak heap memory consumption: (\S+)/.exec(printed)?.[1]).toBe(
      kilo(ours.peakBytes + pools * EMERGENCY_POOL),
    );
    const isPoolOurs = language === 'c++'; // heaptrack leaves it out of what leaked
    expect(/total memory leaked: (\S+)/.exec(printed)?.[1]).toBe(
      kilo(ours.liveAtEnd.bytes - (isPoolOurs ? EMERGENCY_POOL : 0)),
    );
  });

  it.skipIf(findProgram('addr2line') === undefined)('writes frames that addr2line (if installed) names', () => {
    const trace = join(folder.path, 'named.hgt');
    recordProgram({ shim, trace }, programs.c);
    const text = readFileSync(trace, 'utf8');
    const offsets = [...text.matchAll(/^f 1 (0x[0-9a-f]+) $/gm)].map((match) => match[1]);
    expect(text).toMatch(new RegExp(`^m ${programs.c}\t[0-9a-f]{40}$`, 'm'));
    const named = spawnSync('addr2line', ['-f', '-e', programs.c, ...offsets], { encoding: 'utf8' }).stdout;
    expect(named.split('\n')).toEqual(expect.arrayContaining(['main', 'take', 'grow']));
  });

  it('makes operator new throw where it is told to fail', () => {
    const trace = join(folder.path, 'refused.hgt');
    const run = recordProgram({ shim, trace, environment: { HEAPGLASS_FAIL_AFTER: '3' } }, programs['c++']);
    expect(run.signal).toBe('SIGABRT');
    expect(run.stderr).toContain('bad_alloc');
    expect(reportOf(trace)).toMatchObject({ allocations: 3, faults: [], skipped: {} });
  });

  it('knows every form of operator new and delete by its domain, and lets a failing one throw', () => {
    const ours = recorded(programs['c++'], 'fail');
    expect(ours).toMatchObject({ ...SOUND, failed: 3 });
    const bytesOf = Object.fromEntries(ours.byDomain.map(({ kind, allocatedBytes }) => [kind, allocatedBytes]));
    expect(bytesOf).toMatchObject({ cxx: 10 + 11 + 12 + 13 + 14 + 15 + 192, 'cxx-array': 20 + 21 + 22 + 23 + 24 + 25 });
  });
});

/** Bytes as heaptrack prints them. */
function kilo(bytes: number): string {
  return bytes < 1000 ? `${bytes}B` : `${(bytes / 1000).toFixed(2)}K`;
}

const SOURCE =
  'struct list { struct list *next; int value; };\nint sum(struct list *l) { int s = 0; for (; l; l = l->next) s += l->value; return s; }\n';

describe.skipIf(!hasCompiler('gcc'))('the shim under programs of every day', () => {
  const source = join(folder.path, 'list.c');
  beforeAll(() => {
    writeFileSync(source, SOURCE);
  });

  const sql =
    'create table t(a,b); with recursive n(i) as (select 1 union all select i+1 from n where i<500) insert into t select i, hex(i) from n; select count(*) from t;';
  const commands = [
    ['ls', ['-la', '/usr/bin'], 100],
    ['sqlite3', [':memory:', sql], 500],
    ['/usr/bin/python3', ['-c', 'import json, threading; print(len(json.dumps(list(range(10000)))))'], 1000],
    ['clang', ['-O2', '-c', source, '-o', '/dev/null'], 10_000],
    [process.execPath, ['-e', 'console.log([...Array(1000).keys()].map(String).join().length)'], 10_000],
  ] as const;
  for (const [name, programArguments, least] of commands) {
    const isHere = name.startsWith('/') ? existsSync(name) : findProgram(name) !== undefined;
    it.skipIf(!isHere)(
      `${basename(name)} (if installed): its trace opens without a fault, every line understood`,
      () => {
        const plain = spawnSync(name, programArguments, { encoding: 'utf8' });
        const trace = join(folder.path, `${basename(name)}.hgt`);
        const run = recordProgram({ shim, trace }, name, programArguments);
        expect(run).toMatchObject({ status: plain.status, stdout: plain.stdout, stderr: plain.stderr });
        const found = reportOf(trace);
        expect(found).toMatchObject(SOUND);
        expect(found.allocations).toBeGreaterThan(least);
      },
    );
  }
});
