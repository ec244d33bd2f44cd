import { describe, expect, it } from 'vitest';
import { ALIVE, NONE, type BlockRow, type EventIndex } from '../core/tables/indices';
import type { Trace } from '../core/tables/trace';
import { readText } from './testing/read-text';

// "What the figures mean" of heapglass-trace.md, sentence by sentence.

const DOMAINS = 'd libc 0 malloc\nd cxx 0 new\nd vk 0 callbacks\n';
const BACKED = 'd libc 0 malloc\nd ralloc 1 ralloc\nd gc 2 gc\nd linear 1 linear\nd pool 0 pool\n';

function lines(...records: string[]): string {
  return records.map((record) => `${record}\n`).join('');
}

/** Address, birth and death of each block row. */
function lives(trace: Trace): (number | undefined)[][] {
  return Array.from({ length: trace.blocks.count }, (_, index) => {
    const row = (index + 1) as BlockRow;
    const death = trace.blocks.death.get(row);
    return [trace.blocks.address.get(row), trace.blocks.birth.get(row), death === ALIVE ? undefined : death];
  });
}

describe('counts', () => {
  it('tells allocations, reallocations, frees and failures apart', () => {
    const { report } = readText(
      DOMAINS +
        lines(
          '+ 0x10 5 d1', // an allocation
          '+ 0 7 d1', // failed
          '~ 0 0x20 6 d1', // of nothing: an allocation
          '~ 0x20 0x30 8', // a reallocation
          '~ 0x30 0x30 0', // also to size 0
          '~ 0x10 0 9', // failed: the old block stays
          '~ 0x99 0 9', // failed: the old block is not looked up
          '~ 0 0 9', // failed
          '~ 0 0 0', // failed
          '~ 0x10 0 0', // a free
          '- 0x30', // a free
          '- 0', // free(NULL)
        ),
    );
    expect(report).toMatchObject({ events: 12, allocations: 2, reallocations: 2, frees: 2, failed: 5, freesOfNull: 1 });
    expect(report).toMatchObject({ allocatedBytes: 5 + 6 + 8, faults: [], liveAtEnd: { bytes: 0, blocks: 0 } });
  });

  it('notes the first event that reaches the peak, and −1 where nothing was ever live', () => {
    const { report } = readText(lines('n start', '+ 1 5', '- 1', '+ 2 5', '- 2'));
    expect(report).toMatchObject({ peakBytes: 5, peakEvent: 1 });
    expect(readText(lines('n start', '- 0')).report).toMatchObject({ peakBytes: 0, peakEvent: -1 });
    expect(readText(lines('n start', '+ 1 0', '- 1')).report).toMatchObject({ peakBytes: 0, peakEvent: 1 });
  });

  it('counts the peak after a reallocation, not in its middle', () => {
    expect(readText(lines('+ 1 100', '~ 1 2 120')).report).toMatchObject({ peakBytes: 120, peakEvent: 1 });
  });

  it('calls a block temporary when the very next +, - or ~ ends it', () => {
    const temporary = (...records: string[]): number => readText(lines(...records)).report.temporary;
    expect(temporary('+ 1 5', '- 1')).toBe(1);
    expect(temporary('+ 1 5', 'n a mark', 't 5', '- 1')).toBe(1);
    expect(temporary('+ 1 5', '+ 2 5', '- 1', '- 2')).toBe(0);
    expect(temporary('+ 1 5', '~ 1 2 6', '- 2')).toBe(2);
    expect(temporary('+ 1 5', '- 0', '- 1')).toBe(0);
    expect(temporary('+ 1 5', '~ 1 0 6', '- 1')).toBe(0);
    expect(temporary('+ 1 5', '~ 1 0 0')).toBe(1);
    expect(temporary('+ 1 5', '- 7', '- 1')).toBe(0);
  });

  it('knows sizes and addresses up to 2^53 − 1', () => {
    const { report, trace } = readText(lines('+ 0x1fffffffffffff 9007199254740991', '~ 9007199254740991 8 4294967295'));
    expect(report).toMatchObject({ peakBytes: Number.MAX_SAFE_INTEGER, liveAtEnd: { bytes: 4294967295, blocks: 1 } });
    expect(trace.sizeOf(2 as BlockRow)).toBe(4294967295);
  });

  it('lists domains by id, the unnamed one too, and only scopes of Vulkan blocks, by the latest scope', () => {
    const { report } = readText(DOMAINS + lines('+ 1 10', '+ 2 20 d3 v1', '~ 2 3 30 v4', '+ 4 40 d1 v2', '~ 3 3 31'));
    const shown = report.byDomain.map(({ name, kind, allocations, allocatedBytes }) => [name, kind, allocations, allocatedBytes]); // prettier-ignore
    expect(shown).toEqual([
      ['', 'other', 1, 10],
      ['malloc', 'libc', 1, 40],
      ['callbacks', 'vk', 3, 81],
    ]);
    expect(report.byScope).toEqual([
      { scope: 'OBJECT', peakBytes: 20, allocatedBytes: 20, allocations: 1, liveBytesAtEnd: 0, liveBlocksAtEnd: 0 },
      { scope: 'INSTANCE', peakBytes: 31, allocatedBytes: 61, allocations: 2, liveBytesAtEnd: 31, liveBlocksAtEnd: 1 },
    ]);
  });
});

describe('which block a free means', () => {
  it('looks in the named domain first, else takes what was allocated last', () => {
    const { trace } = readText(DOMAINS + lines('+ 8 1 d1', '+ 8 2 d2', '+ 8 3 d3', '- 8 d2', '- 8', '- 8'));
    expect(lives(trace)).toEqual([
      [8, 0, 5],
      [8, 1, 3],
      [8, 2, 4],
    ]);
  });

  it('tells a double free from a free of an unknown address', () => {
    const { report, trace } = readText(lines('+ 8 1', '- 8', '- 8', '- 9', '~ 8 0 0', '~ 9 16 4'));
    expect(report.faults).toEqual([
      { kind: 'double-free', event: 2, address: 8 },
      { kind: 'unknown-free', event: 3, address: 9 },
      { kind: 'double-free', event: 4, address: 8 },
      { kind: 'unknown-free', event: 5, address: 9 },
    ]);
    expect(report).toMatchObject({ unknownFrees: 4, frees: 4, reallocations: 1, liveAtEnd: { bytes: 4, blocks: 1 } });
    expect(trace.faults.block.get(1 as never)).toBe(1);
  });

  it('notices a free through another domain; the block is gone all the same', () => {
    const { report, trace } = readText(DOMAINS + lines('+ 8 1 d1', '- 8 d2', '+ 16 2 d1', '~ 16 24 3 d2', '- 24'));
    expect(report.faults).toEqual([
      { kind: 'mismatched-free', event: 1, address: 8 },
      { kind: 'mismatched-free', event: 3, address: 16 },
    ]);
    expect(report.byDomain.map(({ allocations }) => allocations)).toEqual([2, 1]);
    expect(trace.faults.domain.get(1 as never)).toBe(2);
  });

  it('replaces a live block whose address is given again in its domain', () => {
    const { report, trace } = readText(DOMAINS + lines('+ 8 1 d1', '+ 8 2 d2', '+ 8 4 d1', '+ 32 8 d1', '~ 32 8 16'));
    expect(report.faults).toEqual([
      { kind: 'returned-live', event: 2, address: 8 },
      { kind: 'returned-live', event: 4, address: 8 },
    ]);
    expect(report.liveAtEnd).toEqual({ bytes: 2 + 16, blocks: 2 });
    expect(trace.silentEnds.count).toBe(2);
  });

  it('replaces without a fault a block of size 0, and any block of a linear domain', () => {
    const { report } = readText(lines('d linear 0 arena', '+ 8 0', '+ 8 5', '+ 16 5 d1', '+ 16 6 d1'));
    expect(report).toMatchObject({ faults: [], liveAtEnd: { bytes: 11, blocks: 2 } });
  });

  it('keeps what a reallocation does not name', () => {
    const { trace } = readText(
      DOMAINS + lines('m a', 'f 1 1', 'k 0 1', 'k 0 1', '+ 8 1 d3 k1 a32 v3 z', '~ 8 16 2 k2', '~ 16 8 3 v1 a8'),
    );
    const { sites, blocks } = trace;
    const shown = [1, 2, 3].map((row) => {
      const site = blocks.site.get(row as BlockRow);
      return [sites.stack, sites.domain, sites.scope, sites.alignLog2, sites.zeroed].map((column) => column.get(site));
    });
    expect(shown).toEqual([
      [1, 3, 3, 5, 1],
      [2, 3, 3, 5, 1],
      [2, 3, 1, 3, 1],
    ]);
    expect([1, 2, 3].map((row) => blocks.previous.get(row as BlockRow))).toEqual([0, 1, 2]);
    expect(blocks.releaseStack.get(1 as BlockRow)).toBe(2);
  });
});

describe('blocks inside blocks', () => {
  it('counts backed memory once: in its domain, not in the total', () => {
    const { report, trace } = readText(
      BACKED + lines('+ 100 64 d1', '+ 116 48 d2', '+ 120 8 d3', '- 120', '- 116', '- 100'),
    );
    expect(report).toMatchObject({ peakBytes: 64, peakEvent: 0, allocations: 3, allocatedBytes: 120, skipped: {} });
    expect(report.byDomain.map(({ peakBytes }) => peakBytes)).toEqual([64, 48, 8]);
    expect([2, 3].map((row) => trace.blocks.backing.get(row as BlockRow))).toEqual([1, 2]);
  });

  it('finds the backing block among those that lived before the first backed one', () => {
    const { trace } = readText(BACKED + lines('+ 100 64 d1', '+ 300 64 d1', '+ 200 64 d1', '- 100', '+ 210 8 d2'));
    expect(trace.blocks.backing.get(4 as BlockRow)).toBe(3);
  });

  it('counts a backed block outside every live backing block', () => {
    const { report } = readText(BACKED + lines('+ 100 64 d1', '- 100', '+ 120 8 d2', '+ 500 8 d2'));
    expect(report).toMatchObject({ skipped: { outsideBacking: 2 }, liveAtEnd: { bytes: 0, blocks: 0 } });
  });

  it('lets gc, linear, slab and pool blocks go with what contains them, others wait for their own record', () => {
    const { report, trace } = readText(
      BACKED + lines('+ 100 64 d1', '+ 100 32 d2', '+ 132 16 d4', '+ 104 8 d3', '- 100 d1', '- 132', '- 100'),
    );
    expect(lives(trace)).toEqual([
      [100, 0, 4],
      [100, 1, 6],
      [132, 2, 4],
      [104, 3, 4],
    ]);
    expect(report.faults).toEqual([{ kind: 'double-free', event: 5, address: 132 }]);
    expect(report.frees).toBe(3);
  });

  it('moves them with a reallocation, at their offset, as far as they still fit', () => {
    const { report, trace } = readText(
      BACKED + lines('+ 100 64 d1', '+ 110 8 d4', '+ 140 8 d4', '~ 100 200 32', '- 210', '- 140'),
    );
    expect(lives(trace)).toEqual([
      [100, 0, 3],
      [110, 1, 3],
      [140, 2, 3],
      [200, 3, undefined],
      [210, 3, 4],
    ]);
    expect(trace.blocks.previous.get(5 as BlockRow)).toBe(2);
    expect(trace.blocks.backing.get(5 as BlockRow)).toBe(4);
    expect(report.faults).toEqual([{ kind: 'double-free', event: 5, address: 140 }]);
    expect(report.byDomain.map(({ allocations, peakBytes }) => [allocations, peakBytes])).toEqual([[2, 64], [2, 16]]); // prettier-ignore
  });

  it('leaves them where they are when the block grows in place', () => {
    const { trace } = readText(BACKED + lines('+ 100 64 d1', '+ 110 8 d4', '~ 100 100 128', '- 100'));
    expect(lives(trace)).toEqual([
      [100, 0, 2],
      [110, 1, 3],
      [100, 2, 3],
    ]);
  });

  it('moves a whole row of them onto places that others are about to leave', () => {
    const { report, trace } = readText(
      BACKED + lines('+ 100 32 d1', '+ 100 8 d4', '+ 108 8 d4', '+ 116 8 d4', '~ 100 108 32 d1', '- 108 d1'),
    );
    expect(report.faults).toEqual([]);
    expect(lives(trace).slice(5).map(([address]) => address).sort()).toEqual([108, 116, 124]); // prettier-ignore
    expect(report.byDomain.at(-1)).toMatchObject({ liveBlocksAtEnd: 0, peakBytes: 24, allocations: 3 });
  });

  it('carries a block inside a moved block along', () => {
    const nested = lines('d libc 0 malloc', 'd pool 1 pool', 'd slab 2 slab');
    const { trace } = readText(nested + lines('+ 100 64 d1', '+ 110 32 d2', '+ 120 8 d3', '~ 100 200 64', '- 200'));
    expect(lives(trace)).toEqual([
      [100, 0, 3],
      [110, 1, 3],
      [120, 2, 3],
      [200, 3, 4],
      [210, 3, 4],
      [220, 3, 4],
    ]);
    expect(trace.blocks.backing.get(6 as BlockRow)).toBe(5);
  });
});

describe('contexts', () => {
  it('ends with them the blocks that go silently, children first; others have outlived it', () => {
    const { trace, report } = readText(
      BACKED +
        lines(
          'x 0 5 arena',
          'x 1 5 inner',
          'x 0 5 elsewhere',
          '+ 1 8 d5 x1',
          '+ 2 8 d5 x2',
          '+ 3 8 d1 x1',
          '+ 4 8 d5 x3',
        ) +
        lines('Y 3 2', 'X 1', 'X 2', '- 1'),
    );
    expect(lives(trace).map(([, , death]) => death)).toEqual([8, 8, undefined, 8]);
    expect([1, 2, 3].map((context) => trace.contexts.death.get(context as never))).toEqual([8, 8, 8]);
    expect(report.faultsByKind).toEqual({ 'double-free': 1 });
    expect(report.frees).toBe(1);
  });

  it('refuses to move a context under its own child', () => {
    const { report } = readText(lines('x 0 0 outer', 'x 1 0 inner', 'Y 1 2', 'X 1'));
    expect(report).toMatchObject({ events: 4, skipped: { broken: 1 } });
  });
});

describe('owners', () => {
  const ownersOf = (...records: string[]): number[] => {
    const { trace } = readText(lines(...records));
    return Array.from({ length: trace.blocks.count }, (_, index) => trace.blocks.owner.get((index + 1) as BlockRow));
  };

  it('are kept by a reallocation as they are then: after steals, adoptions and moves of the owner', () => {
    expect(ownersOf('+ 1 8 p0', '+ 2 8 p1', '~ 2 3 9')).toEqual([0, 1, 1]);
    expect(ownersOf('+ 1 8', '+ 2 8', '+ 3 8 p1', '^ 3 2', '~ 3 4 9')).toEqual([0, 0, 1, 2]);
    expect(ownersOf('+ 1 8', '+ 2 8', '+ 3 8 p1', 'A 1 2', '+ 5 8 p1', '~ 3 4 9', '~ 5 6 9')).toEqual([
      0, 0, 1, 1, 2, 1,
    ]);
    expect(ownersOf('+ 1 8', '+ 3 8 p1', '~ 1 2 9', '~ 3 4 9')).toEqual([0, 1, 0, 3]);
    expect(ownersOf('+ 1 8', '+ 3 8 p1', '^ 3 0', '~ 3 4 9', '~ 4 5 9 p1')).toEqual([0, 1, 0, 1]);
  });
});

describe('calls, threads and objects', () => {
  it('knows the call in progress at each event of each thread', () => {
    const { trace } = readText(
      lines(
        'c vkCreateDevice',
        'c vkQueueSubmit',
        '@ 7',
        '( 1 d0',
        '+ 1 1',
        '( 2',
        '+ 2 1',
        '@ 8',
        '+ 3 1',
        '@ 7',
        '+ 4 1',
      ) + lines(') -3', '+ 5 1', ')', '+ 6 1', ')'),
    );
    const calls = [0, 1, 2, 3, 4, 5].map((event) => trace.callRuns.at(event as EventIndex));
    expect(calls).toEqual([1, 2, 0, 2, 1, 0]);
    const threads = [0, 2, 3].map((event) => trace.threads.number.get(trace.threadRuns.at(event as EventIndex)));
    expect(threads).toEqual([7, 8, 7]);
    expect(trace.calls.parent.get(2 as never)).toBe(1);
    expect(trace.calls.result.get(2 as never)).toBe(-3);
    expect(trace.calls.result.get(1 as never)).toBeNaN();
    expect([trace.calls.begin.get(2 as never), trace.calls.end.get(2 as never)]).toEqual([1, 4]);
    expect(trace.calls.table.get(1 as never)).toBe(NONE);
  });

  it('gives a block of OBJECT scope to the object that its call makes next', () => {
    const { trace } = readText(
      DOMAINS +
        lines(
          'c vkCreatePipeline',
          '( 1',
          '+ 1 1 d3 v1',
          '+ 2 1 d3 v0',
          'o 0 VkPipeline 0x1',
          '+ 3 1 d3 v1',
          'o 1 VkOther 0x2',
        ) +
        lines('+ 4 1 d3 v1', ')', '+ 5 1 d3 v1', 'o 0 VkThird 0x3', '+ 6 1 d3 v1 o1', '( 1', 'O 1', ')'),
    );
    expect([1, 2, 3, 4, 5, 6].map((row) => trace.blocks.object.get(row as BlockRow))).toEqual([1, 0, 2, 0, 0, 1]);
    expect(trace.calls.object.get(2 as never)).toBe(1);
    expect(trace.objects.death.get(1 as never)).not.toBe(ALIVE);
  });
});
