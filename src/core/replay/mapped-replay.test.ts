import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { runToEnd } from '../../base/run-to-end';
import { openShared, openText } from '../../formats/testing/open-trace';
import { hasLargeTraces, hasSharedTraces } from '../../formats/testing/shared-traces';
import { ENGINE_NAMES } from '../tables/engine-names';
import { FIRST_MAPPED_WORD, isInHeap, isMapped, NOT_PLACED } from '../tables/blocks';
import type { BlockRow, EventIndex } from '../tables/indices';
import type { Trace } from '../tables/trace';
import { placeOf } from './placement';
import { SimulatedHeap, type SimulationOptions } from './simulated-heap';
import { expectSound, isRegion } from './testing/expect-sound';
import { guarded } from './testing/layered';

const DOMAINS = ['d libc 0', 'd mmap 0', 'd ralloc 2'];
const KIB = 1024;
const GIB = 2 ** 30;

function traceOf(events: readonly string[]): Trace {
  return openText(['heapglass 1', ...DOMAINS, ...events, ''].join('\n')).trace;
}

function heapOf(trace: Trace, options: SimulationOptions = {}): SimulatedHeap {
  const reserved = SimulatedHeap.reserve(trace, { limits: [1024 * KIB], ...options });
  if (!reserved.ok) throw new Error('no memory for the test');
  return reserved.value;
}

function replayed(trace: Trace, options: SimulationOptions = {}): SimulatedHeap {
  const heap = heapOf(trace, options);
  while (!heap.step(1000));
  return heap;
}

function placements(trace: Trace): number[] {
  return Array.from({ length: trace.blocks.length }, (_, row) => trace.placement.word.get(row as BlockRow));
}

function byteOf(trace: Trace, row: number): number {
  return trace.placement.word.get(row as BlockRow) * 4;
}

describe('mmap blocks are regions above every heap', () => {
  const events = [
    '+ 0x10000 8192 d2',
    '+ 0x100 8 d1',
    '+ 0x20000 5000000000 d2',
    '~ 0x10000 0x10000 4096',
    '+ 0x40000 4096 d2',
    '- 0x20000',
    '+ 0x50000 12000 d2',
  ];

  test('from 4 GiB on, in whole pages, the lowest first', () => {
    const trace = traceOf(events);
    replayed(trace);
    expect([1, 3, 4, 5].map((row) => byteOf(trace, row) - 4 * GIB)).toEqual([0, 8192, 0, 4096]);
    expect(byteOf(trace, 6) - 4 * GIB).toBe(8192);
    expect(isInHeap(trace.placement.word.get(2 as BlockRow))).toBe(true);
  });

  test('in pages of the trace', () => {
    const trace = traceOf(events);
    replayed(trace, { pageBytes: 65536 });
    expect([1, 3, 4].map((row) => byteOf(trace, row) - 4 * GIB)).toEqual([0, 65536, 0]);
  });

  test('engine and heap know nothing of them', () => {
    const trace = traceOf(events);
    const heap = replayed(trace);
    const alone = replayed(traceOf(['+ 0x100 8 d1']));
    expect(heap.facts()).toMatchObject({ regions: 3, regionBytes: 20192, operations: 1, refused: 0 });
    expect(heap.hash()).toBe(alone.hash());
    expect(heap.figures()).toMatchObject({ footprint: alone.figures().footprint, requested: 8, mappedUnplaced: 0 });
  });

  test('one that finds no place is counted, and comes back when a reallocation makes it smaller', () => {
    const trace = traceOf(['+ 0x10000 14000000000 d2', 'n mark', '~ 0x10000 0x20000 4096']);
    const heap = replayed(trace);
    expect([1, 2].map((row) => trace.placement.word.get(row as BlockRow))).toEqual([NOT_PLACED, FIRST_MAPPED_WORD]);
    heap.seek(1 as EventIndex);
    expect(heap.figures()).toMatchObject({ mappedRegions: 1, mappedBytes: 14000000000, mappedUnplaced: 1, refused: 0 });
  });

  test('what is reallocated from the engine to a region, or back, changes sides', () => {
    const trace = traceOf(['+ 0x100 100 d1', '~ 0x100 0x10000 9000 d2', '~ 0x10000 0x100 50 d1']);
    const heap = replayed(trace);
    expect([1, 2, 3].map((row) => isMapped(trace.placement.word.get(row as BlockRow)))).toEqual([false, true, false]);
    expect(heap.figures()).toMatchObject({ requested: 50, mappedRegions: 0, mappedBytes: 0 });
  });

  test('a backed block lies in its region at its recorded offset, and moves with it', () => {
    const trace = traceOf([
      '+ 0x10000 4096 d2', // 0
      '+ 0x10040 20 d3', // 1: 64 bytes in
      '+ 0x20000 4096 d2', // 2: right behind it
      '~ 0x10000 0x30000 8192', // 3: moves
    ]);
    replayed(trace);
    const at = (cursor: number) => placeOf(trace, 2 as BlockRow, cursor as EventIndex);
    expect([at(1), at(3)]).toEqual([4 * GIB + 64, 4 * GIB + 2 * 4096 + 64]);
  });

  test('their bytes are addressable, the rest of the last page is slack, and between them it is free', () => {
    const trace = traceOf(['+ 0x10000 5000 d2', '+ 0x20000 4096 d2', '+ 0x30000 10 d2', '- 0x20000']);
    const spans = runToEnd(replayed(trace).spans());
    const page = (index: number) => spans.bytesIn(4 * GIB + index * 4096, 4 * GIB + (index + 1) * 4096);
    expect(page(1)).toMatchObject({ addressable: 904, slack: 3192, unallocated: 0 });
    expect(page(2)).toMatchObject({ addressable: 0, unallocated: 4096 });
    expect(page(3)).toMatchObject({ addressable: 10, slack: 4086 });
  });

  test('guards do not stand around them, and accesses to them cannot be checked', () => {
    const trace = traceOf([
      '+ 0x10000 100 d2',
      'w 0x10000 200',
      'r 0x10064 4',
      '+ 0x100 8 d1',
      'w 0x100 8',
      '- 0x10000',
    ]);
    const heap = replayed(trace, { configuration: guarded() });
    expect(heap.accesses).toEqual({ checked: 1, unchecked: 2 });
    expect(heap.hitCount).toBe(0);
    expect(heap.figures().guards).toMatchObject({ blocks: 1 });
  });
});

interface Step {
  readonly kind: '+' | '-' | '~';
  readonly slot: number;
  readonly to: number;
  readonly bytes: number;
}

/** Any row of requests at a few addresses: every other one in libc, the others mapped. */
const someEvents: fc.Arbitrary<string[]> = fc
  .array(
    fc.record<Step>({
      kind: fc.constantFrom('+', '+', '-', '~'),
      slot: fc.nat(20),
      to: fc.nat(20),
      bytes: fc.oneof(fc.nat(300), fc.nat(60_000)),
    }),
    { maxLength: 120 },
  )
  .map((steps) =>
    steps.map(({ kind, slot, to, bytes }) => {
      const [from, target] = [slot, to].map((n) => 0x100000 + n * 0x10000);
      if (kind === '+') return `+ ${from} ${bytes} d${1 + (slot % 2)}`;
      return kind === '-' ? `- ${from}` : `~ ${from} ${target} ${bytes} d${1 + (to % 2)}`;
    }),
  );

describe('of any trace with regions', () => {
  test('a heap that was sought is that of straight replay, with every place and figure', () => {
    fc.assert(
      fc.property(someEvents, fc.boolean(), fc.nat(), (events, hasGuards, seed) => {
        const trace = traceOf(events);
        const options: SimulationOptions = {
          limits: [64 * 1024 * KIB],
          ...(hasGuards && { configuration: guarded() }),
        };
        const sought = heapOf(trace, { ...options, operationsPerCheckpoint: 5, eventsPerBatchLog2: 3 });
        while (!sought.step(1000));
        const places = placements(trace);
        const straight = heapOf(trace, options);
        for (let event = -1; event < trace.events.length; event += 5) {
          const cursor = event as EventIndex;
          straight.seek(cursor);
          sought.seek((seed % Math.max(1, trace.events.length)) as EventIndex);
          sought.seek(cursor);
          expect([sought.figures(), sought.hash()]).toEqual([straight.figures(), straight.hash()]);
          if (!hasGuards) expectSound(trace, sought);
        }
        while (!straight.step(1000));
        expect(placements(trace)).toEqual(places);
      }),
      { numRuns: 60 },
    );
  });

  test('where regions lie depends neither on the limit nor on the engine', () => {
    fc.assert(
      fc.property(someEvents, fc.constantFrom(...ENGINE_NAMES), (events, engine) => {
        const trace = traceOf(events);
        const regions = (options: SimulationOptions): number[] => {
          replayed(trace, options);
          return placements(trace).map((word) => (isMapped(word) ? word : 0));
        };
        expect(regions({ engine, limits: [128 * KIB] })).toEqual(regions({}));
      }),
      { numRuns: 40 },
    );
  });
});

const REAL = ['vulkan/lvp-compute-cold.hgt.zst', 'ralloc/ralloc-gc-compute.hgt.zst'];

describe.skipIf(!hasSharedTraces).each([...REAL, ...(hasLargeTraces ? ['large/lvp-graphics-large.hgt.zst'] : [])])(
  '%s',
  (path) => {
    test('every mapped block has a region, the same in a pool of 4, 2, 1 or 0.5 GiB', () => {
      const { trace } = openShared(path);
      const rows = mappedRows(trace);
      expect(rows.length).toBeGreaterThan(0);
      const [first, ...others] = [4, 2, 1, 0.5].map((gib) => {
        replayed(trace, { limits: [gib * GIB] });
        return rows.map((row) => trace.placement.word.get(row));
      });
      expect(first.every(isMapped)).toBe(true);
      for (const other of others) expect(other).toEqual(first);
    }, 120_000);

    test('regions that were sought are those of straight replay', () => {
      const { trace } = openShared(path);
      const straight = replayed(trace, { limits: [GIB] });
      const sought = heapOf(trace, { limits: [GIB], operationsPerCheckpoint: 2000 });
      while (!sought.step(10_000));
      const last = (trace.events.length - 1) as EventIndex;
      for (const share of [0.9, 0.2, 0.55, 1]) {
        const cursor = Math.floor(last * share) as EventIndex;
        sought.seek(cursor);
        expectSound(trace, sought);
      }
      expect([sought.figures(), sought.hash()]).toEqual([straight.figures(), straight.hash()]);
    });
  },
);

function mappedRows(trace: Trace): BlockRow[] {
  return Array.from({ length: trace.blocks.length - 1 }, (_, index) => (index + 1) as BlockRow).filter((row) =>
    isRegion(trace, row),
  );
}
