import { spawn } from 'node:child_process';
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { createServer, type Socket } from 'node:net';
import { once } from 'node:events';
import { buffer } from 'node:stream/consumers';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SCOPES } from '../src/core/tables/domains';
import type { CallId, ObjectId, StackId } from '../src/core/tables/indices';
import { hasCompiler, KIT, mustCompile, PROGRAMS, temporaryFolder } from './compile';
import { Recording, run } from './recording';

const folder = temporaryFolder();
afterAll(() => {
  folder.remove();
});

const isHere = process.platform === 'linux' && hasCompiler('gcc');
const hasVulkan = existsSync('/usr/include/vulkan/vulkan_core.h');
const inFolder = (name: string) => join(folder.path, name);

function built(name: string, source: string, flags: readonly string[] = []): string {
  return mustCompile({ compiler: 'gcc', sources: [source], output: inFolder(name), flags: ['-pthread', ...flags] });
}

/** Builds an example and runs it in the folder: what it printed, and its trace. */
function runExample(name: string, env: Readonly<Record<string, string>> = {}) {
  const { status, stdout, stderr } = run(built(name, join(KIT, `examples/${name}.c`)), [], { cwd: folder.path, env });
  expect({ status, stderr }).toMatchObject({ status: 0 });
  return { stdout, stderr, recording: new Recording(inFolder(`${name}.hgt`)) };
}

describe.skipIf(!isHere)('heapglass.h: what it records (Linux with gcc)', () => {
  let totals = '';
  beforeAll(() => {
    totals = built('totals', join(PROGRAMS, 'header-totals.c'));
  });

  it('R-15: every request is in the trace, in figures that equal the program’s own', () => {
    const { status, stdout, stderr } = run(totals, [inFolder('one.hgt'), '1']);
    expect(status).toBe(0);
    const { report } = new Recording(inFolder('one.hgt'));
    expect(report).toMatchObject(JSON.parse(stdout) as object);
    expect(report).toMatchObject({ liveAtEnd: { bytes: 0, blocks: 0 }, faults: [], skipped: {} });
    expect(stderr).toContain(`${report.events} events, `);
    expect(stderr).toMatch(/own memory \d+ KiB, fixed/);
  });

  it('requests of four threads at once are in one order, each on its thread', () => {
    const { stdout } = run(totals, [inFolder('four.hgt'), '4']);
    const recording = new Recording(inFolder('four.hgt'));
    const counted = JSON.parse(stdout) as Record<string, number>;
    const { allocations, frees, reallocations, allocatedBytes } = recording.report;
    expect({ allocations, frees, reallocations, allocatedBytes, peakBytes: counted.peakBytes }).toEqual(counted);
    expect(recording.report).toMatchObject({ liveAtEnd: { bytes: 0 }, faults: [], skipped: {} });
    expect(readFileSync(inFolder('four.hgt'), 'utf8').match(/^T \d+ totals$/gm)).toHaveLength(4);
  });

  it('a trace through a pipe, a Unix socket or a TCP socket equals that in a file', async () => {
    const file = new Recording((run(totals, [inFolder('file.hgt'), '1']), inFolder('file.hgt'))).report;
    const reportOf = (name: string, bytes: Uint8Array) => {
      writeFileSync(inFolder(name), bytes);
      return new Recording(inFolder(name)).report;
    };

    run('sh', ['-c', '"$0" - 1 3 3>&1 >/dev/null | cat > "$1"', totals, inFolder('pipe.hgt')]);
    expect(new Recording(inFolder('pipe.hgt')).report).toEqual(file);

    const withSocket = spawn(totals, ['-', '1', '3'], { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] });
    const [, , , end] = withSocket.stdio;
    if (!(end instanceof Readable)) throw new Error('the fourth stream is a socket');
    expect(reportOf('unix.hgt', await buffer(end))).toEqual(file);

    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    spawn('bash', ['-c', '"$0" - 1 3 3<>/dev/tcp/127.0.0.1/$1 >/dev/null 2>&1', totals, String(port)]);
    const [socket] = (await once(server, 'connection')) as [Socket];
    expect(reportOf('tcp.hgt', await buffer(socket))).toEqual(file);
    server.close();
  });

  it('a reader that goes away does not stop the program, which says what was lost', () => {
    const script = '{ "$0" - 4 3 3>&1 >/dev/null; echo "ended with $?" >&2; } | head -c 100';
    const { stdout, stderr } = run('bash', ['-c', script, totals]);
    expect(stdout).toContain('heapglass 1');
    expect(stderr).toMatch(/\d+ bytes are lost: Broken pipe/);
    expect(stderr).toContain('ended with 0');
  });

  it('the environment has the last word on path, stacks and failing requests', () => {
    const env = { HEAPGLASS_TRACE: inFolder('other-%p.hgt'), HEAPGLASS_STACKS: '2', HEAPGLASS_FAIL_AFTER: '5' };
    const { status, stdout } = run(built('budget', join(KIT, 'examples/budget.c')), [], { cwd: folder.path, env });
    expect({ status, stdout }).toEqual({ status: 0, stdout: '5 blocks of 3000 bytes fit into 65536 bytes\n' });
    const [name = ''] = readdirSync(folder.path).filter((file) => /^other-\d+\.hgt$/.test(file));
    const { read, report } = new Recording(inFolder(name));
    expect(report).toMatchObject({ allocations: 5, failed: 1, frees: 5 });
    const depths = Array.from({ length: read.trace.stacks.length - 1 }, (_, i) => {
      const parent = read.trace.stacks.parent.get((i + 1) as StackId);
      return parent === 0 ? 1 : 2;
    });
    expect(new Set(depths)).toEqual(new Set([1, 2]));
  });

  it('R-05: budget.c: the request that would cross the budget gets NULL, and nothing changes', () => {
    const { stdout, recording } = runExample('budget');
    expect(stdout).toBe('21 blocks of 3000 bytes fit into 65536 bytes\n');
    expect(recording.report).toMatchObject({ events: 43, allocations: 21, failed: 1, frees: 21, peakBytes: 63_000 });
    // The refused request stands behind the 21 that were granted.
    expect(readFileSync(inFolder('budget.hgt'), 'utf8').match(/^[+-] \w+/gm)?.[21]).toBe('+ 0x0');
  });

  it('hooks.c: an allocator of one’s own, with contexts, frames and blocks that go silently', () => {
    const { recording } = runExample('hooks');
    expect(recording.report).toMatchObject({
      allocations: 16,
      frees: 1,
      liveAtEnd: { bytes: 0 },
      skipped: {},
      faults: [],
    });
    expect(recording.report.byDomain).toMatchObject([
      { name: 'malloc', kind: 'libc', peakBytes: 4096, allocations: 1 },
      { name: 'frame pool', kind: 'pool', peakBytes: 960, allocations: 15, liveBlocksAtEnd: 0 },
    ]);
    const text = readFileSync(inFolder('hooks.hgt'), 'utf8');
    expect(text.match(/^n frame$/gm)).toHaveLength(3);
    expect(text.match(/^X [123]$/gm)).toHaveLength(3);
    const silent = built('hooks-off', join(KIT, 'examples/hooks.c'), ['-DHEAPGLASS_OFF']);
    expect(run(silent, [], { cwd: folder.path }).status).toBe(0);
    expect(new Recording(inFolder('hooks.hgt')).report.events).toBe(0);
  });

  it('a child of fork writes a trace of its own where the path has a %p, and a program it becomes inherits nothing', () => {
    const program = built('fork', join(PROGRAMS, 'header-fork.c'));
    const { status, stdout } = run(program, [inFolder('fork-%p.hgt')]);
    expect({ status, stdout }).toEqual({ status: 0, stdout: '0\n' });
    const traces = readdirSync(folder.path).filter((name) => name.startsWith('fork-'));
    const reports = traces.map((name) => new Recording(inFolder(name)).report);
    expect(reports).toHaveLength(2);
    expect(reports).toContainEqual(expect.objectContaining({ allocations: 1, frees: 1, unknownFrees: 0, skipped: {} }));
    expect(reports).toContainEqual(expect.objectContaining({ allocations: 3, frees: 2, unknownFrees: 1, skipped: {} }));

    run(program, [inFolder('alone.hgt')]);
    expect(new Recording(inFolder('alone.hgt')).report).toMatchObject({ allocations: 1, frees: 1, skipped: {} });
  });

  it('where libheapglass.so records the process, both are one trace, and the header’s memory is no libc block', () => {
    const shim = mustCompile({
      compiler: 'gcc',
      sources: [join(KIT, 'libheapglass.c')],
      output: inFolder('libheapglass.so'),
      flags: ['-O2', '-shared', '-fPIC', '-ldl', '-pthread'],
    });
    const env = { LD_PRELOAD: shim, HEAPGLASS_TRACE: inFolder('both.hgt') };
    const { status, stdout } = run(totals, [inFolder('unused.hgt'), '1'], { env });
    expect(status).toBe(0);
    expect(existsSync(inFolder('unused.hgt'))).toBe(false);
    const { byDomain, skipped, unknownFrees } = new Recording(inFolder('both.hgt')).report;
    const counted = JSON.parse(stdout) as { allocations: number; reallocations: number };
    const given = byDomain.filter(({ kind }) => kind !== 'libc' && kind !== 'mmap');
    expect(given.map(({ name, kind }) => ({ name, kind }))).toEqual([
      { name: 'MALLOC', kind: 'other' },
      { name: 'align_malloc', kind: 'aligned' },
    ]);
    expect(given.reduce((sum, { allocations }) => sum + allocations, 0)).toBe(
      counted.allocations + counted.reallocations,
    );
    // What the C library's own printing and dynamic linking take.
    expect(byDomain.find(({ kind }) => kind === 'libc')?.allocations ?? 0).toBeLessThan(50);
    expect({ skipped, unknownFrees }).toEqual({ skipped: {}, unknownFrees: 0 });
  });
});

describe.skipIf(!isHere || !hasVulkan)('heapglass.h: Vulkan’s callbacks (Linux with gcc and Vulkan’s headers)', () => {
  it('R-10: callbacks.c: an application’s own table, wrapped: scopes, alignments, commands, tables and objects', () => {
    const { stdout, recording } = runExample('callbacks');
    const { report, read } = recording;
    const [, allocations, frees, bytes] = /(\d+) allocations, (\d+) frees, (\d+) bytes/.exec(stdout) ?? [];
    // A reallocation asks the application for a new block and releases the old one.
    expect(report.allocations + report.reallocations).toBe(Number(allocations));
    expect(report.frees + report.reallocations).toBe(Number(frees));
    expect(report.allocatedBytes).toBe(Number(bytes));
    expect(report).toMatchObject({ liveAtEnd: { bytes: 0 }, faults: [], skipped: {} });
    expect(report.byScope.map(({ scope, allocatedBytes }) => [scope, allocatedBytes])).toEqual([
      ['COMMAND', 1000],
      ['OBJECT', 64],
    ]);

    const { calls, commands, strings, objects } = read.trace;
    const seen = [1, 2].map((call) => ({
      command: strings.get(commands.name.get(calls.command.get(call as CallId))),
      table: calls.table.get(call as CallId),
      object: calls.object.get(call as CallId),
      result: calls.result.get(call as CallId),
    }));
    expect(seen).toEqual([
      { command: 'vkCreateSampler', table: 1, object: 1, result: 0 },
      { command: 'vkDestroySampler', table: 1, object: 1, result: 0 },
    ]);
    expect([1, 2].map((object) => objects.parent.get(object as ObjectId))).toEqual([0, 1]);
  });

  it('R-42, R-43: a table over a table: each has its domain, the memory counts once, scopes have budgets', () => {
    const program = built('vulkan', join(PROGRAMS, 'header-vulkan.c'));
    expect(run(program, [inFolder('vulkan.hgt')]).status).toBe(0);
    const recording = new Recording(inFolder('vulkan.hgt'));
    const { report } = recording;
    expect(report).toMatchObject({ skipped: {}, faultsByKind: { cookie: 1 }, freesOfNull: 0 });
    expect(recording.faults(program)).toMatchObject([{ blockSize: 300, text: 'taken from outer, released as inner' }]);
    expect(report.byDomain.map(({ name, kind, peakBytes }) => ({ name, kind, peakBytes }))).toEqual([
      { name: 'inner', kind: 'vk', peakBytes: 900 },
      { name: 'outer', kind: 'vk', peakBytes: 900 },
    ]);
    // The program keeps its 600 bytes of COMMAND scope; they count once.
    expect(report).toMatchObject({ peakBytes: 900, liveAtEnd: { bytes: 600, blocks: 1 }, failed: 3 });
    expect(report.byScope.map(({ scope }) => scope)).toEqual([SCOPES[0], SCOPES[1]]);
  });

  it('R-48, R-49: context.c: a ralloc tree on a Vulkan table takes all its memory from it, and knows who owns whom', () => {
    const { recording } = runExample('context');
    const { report, read } = recording;
    expect(report.byDomain).toMatchObject([
      { name: 'pipelines', kind: 'vk', allocations: 13, liveBlocksAtEnd: 0 },
      { name: 'ralloc on pipelines', kind: 'ralloc', allocations: 13, allocatedBytes: 1500, liveBlocksAtEnd: 0 },
    ]);
    // A header of 48 bytes a block is what the table gives beside the payload.
    expect(report).toMatchObject({ allocations: 26, frees: 26, faults: [], skipped: {} });
    expect(report.byDomain[0]?.allocatedBytes).toBe(1500 + 13 * 48);
    expect(report.peakBytes).toBe(1500 + 13 * 48);
    expect(read.meta.totals.unknownFrees).toBe(0);
  });

  it('R-49: blocks of a tree go back to the allocator that gave them, wherever they were stolen to', () => {
    const program = built('ralloc', join(PROGRAMS, 'header-ralloc.c'));
    expect(run(program, [inFolder('ralloc.hgt')]).status).toBe(0);
    const { report } = new Recording(inFolder('ralloc.hgt'));
    expect(
      report.byDomain.map(({ kind, allocations, liveBlocksAtEnd }) => [kind, allocations, liveBlocksAtEnd]),
    ).toEqual([
      ['other', 1, 0],
      ['ralloc', 1, 0],
      ['vk', 5, 0],
      ['ralloc', 5, 0],
    ]);
    expect(report).toMatchObject({ unknownFrees: 0, faultsByKind: { unknown: 3 }, skipped: {} });
    const text = readFileSync(inFolder('ralloc.hgt'), 'utf8');
    const sizes = new Map(Array.from(text.matchAll(/^\+ (\w+) (\d+) .*d[24]/gm), ([, block, size]) => [block, size]));
    const freed = Array.from(text.matchAll(/^- (\w+) .*d[24]$/gm), ([, block]) => sizes.get(block));
    // Newest first, children before their parent: the tree on Vulkan's table, then the one that took its block.
    expect(freed).toEqual(['20', '10', '0', '40', '30', '0']);
  });
});
