import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { openShared } from '../../formats/testing/open-trace';
import { hasSharedTraces } from '../../formats/testing/shared-traces';
import { NO_LAYERS, type AllocatorConfiguration } from '../layers/configuration';
import { NOT_PLACED } from '../tables/blocks';
import type { BlockRow, EventIndex } from '../tables/indices';
import type { Trace } from '../tables/trace';
import type { SimulatedHeap } from './simulated-heap';
import { guarded, heapOf, replayed, traceOf } from './testing/layered';
import { someEvents } from './testing/some-events';

/** Each layer by itself: a configuration is any set of them. */
const LAYERS: readonly Partial<AllocatorConfiguration>[] = [
  guarded({ quarantineBytes: 200_000 }),
  { debug: { model: 'ILP32', keepsFreed: false } },
  { cookies: { secret: 5 } },
  { accounting: { budgets: [] } },
  { log: { capacityLog2: 4 } },
];

const COMBINATIONS: readonly AllocatorConfiguration[] = Array.from({ length: 2 ** LAYERS.length }, (_, set) =>
  LAYERS.reduce<AllocatorConfiguration>(
    (sum, layer, index) => ((set >>> index) & 1 ? { ...sum, ...layer } : sum),
    NO_LAYERS,
  ),
);

/** Others that differ in how a layer is set. */
const VARIANTS: readonly AllocatorConfiguration[] = [
  guarded({ side: 'before', quarantineBytes: 100_000 }),
  guarded({ side: 'both', alignment: 1, every: 3 }),
  {
    ...guarded({ side: 'both', pageBytes: 16_384 }),
    debug: { model: 'LP64', keepsFreed: false },
    cookies: { secret: 9 },
  },
  { ...NO_LAYERS, debug: { model: 'ILP32', keepsFreed: true } },
  { ...NO_LAYERS, debug: { model: 'LP64', keepsFreed: true }, cookies: { secret: 3 } },
];

function placedRows(trace: Trace): number[] {
  const { blocks, placement } = trace;
  return Array.from({ length: Math.max(0, blocks.length - 1) }, (_, index) => index + 1).filter(
    (row) => placement.word.get(row as BlockRow) !== NOT_PLACED,
  );
}

/** The live blocks' bytes, first and one past the last, in order of address. */
function liveSpans(trace: Trace, cursor: number): [from: number, to: number][] {
  const { blocks, placement } = trace;
  return placedRows(trace)
    .filter((row) => blocks.birth.get(row as BlockRow) <= cursor && cursor < blocks.death.get(row as BlockRow))
    .map((row): [number, number] => {
      const from = placement.word.get(row as BlockRow) * 4;
      return [from, from + blocks.size.get(row as BlockRow)];
    })
    .sort((a, b) => a[0] - b[0]);
}

/** P = B + H + G + F, with B recounted from the rows, at the heap's cursor. */
function expectExact(trace: Trace, heap: SimulatedHeap): void {
  const spans = liveSpans(trace, heap.cursor);
  const { blocks, overhead, guard, free, footprint, requested } = heap.figures();
  expect(blocks + overhead + guard + free).toBe(footprint);
  expect(requested).toBe(spans.reduce((sum, [from, to]) => sum + to - from, 0));
  expect(blocks).toBeGreaterThanOrEqual(requested);
  expect(Math.min(overhead, guard, free)).toBeGreaterThanOrEqual(0);
  expect(spans.filter(([from], i) => i > 0 && from < spans[i - 1][1])).toEqual([]);
}

describe('of any trace', () => {
  test(`R-29 R-16 all ${COMBINATIONS.length} sets of layers keep the same blocks, and P = B + H + G + F after every event`, () => {
    fc.assert(
      fc.property(someEvents, (events) => {
        const trace = traceOf(events);
        replayed(trace, NO_LAYERS);
        const rows = placedRows(trace);
        for (const configuration of [...COMBINATIONS, ...VARIANTS]) {
          const heap = heapOf(trace, configuration);
          while (!heap.step(1)) expectExact(trace, heap);
          expect(placedRows(trace)).toEqual(rows);
          expect(heap.facts().refused).toBe(0);
        }
      }),
      { numRuns: 12 },
    );
  }, 60_000);

  test('R-61 where all blocks are guarded, B is what the program asked for and H is the engine’s', () => {
    fc.assert(
      fc.property(someEvents, (events) => {
        const trace = traceOf(events);
        const heap = replayed(trace, guarded({ quarantineBytes: 50_000 }));
        for (let cursor = -1; cursor < trace.events.length; cursor += 3) {
          heap.seek(cursor as EventIndex);
          expect(heap.figures().blocks).toBe(heap.figures().requested);
          for (const [from, to] of liveSpans(trace, cursor)) {
            if (to === from) continue;
            expect([heap.stateAt(from), heap.stateAt(to - 1)]).toEqual(['addressable', 'addressable']);
            expect(heap.stateAt(to)).not.toBe('addressable');
          }
        }
      }),
      { numRuns: 40 },
    );
  });

  test.each(
    [...COMBINATIONS.slice(1), ...VARIANTS].map((configuration) => [namesOf(configuration), configuration] as const),
  )('a seek with %s finds the bytes and the shadow of straight replay', (_, configuration) => {
    fc.assert(
      fc.property(fc.array(someEvents, { minLength: 1, maxLength: 1 }), fc.nat(1000), ([events], seed) => {
        const trace = traceOf(events);
        const many = { operationsPerCheckpoint: 1, eventsPerBatchLog2: 3 };
        const sought = replayed(trace, configuration, many);
        const straight = heapOf(trace, configuration);
        const { hits } = sought;
        for (let index = 0; index < trace.events.length; index += 5) {
          const cursor = ((index * 7 + seed) % trace.events.length) as EventIndex;
          sought.seek(cursor);
          if (straight.cursor > cursor) straight.seek(-1 as EventIndex);
          straight.seek(cursor);
          expect(sought.hash()).toBe(straight.hash());
          expect(sought.shadowHash()).toBe(straight.shadowHash());
          expect(sought.figures()).toEqual(straight.figures());
        }
        expect(sought.hits).toEqual(hits);
      }),
      { numRuns: 15 },
    );
  });
});

function namesOf(configuration: AllocatorConfiguration): string {
  return JSON.stringify({ ...configuration, engine: undefined });
}

describe.skipIf(!hasSharedTraces)('of recorded traces', () => {
  test.each(['vulkan/lvp-compute-cold.hgt.zst', 'malloc/sqlite.hgt.zst', 'faults/fault-overflow.hgt.zst'])(
    'R-29 %s: every layer on keeps the same blocks, sums up, and a seek finds its bytes',
    (path) => {
      const { trace } = openShared(path);
      replayed(trace, NO_LAYERS, { limits: [2 ** 30] });
      const rows = placedRows(trace);
      const all = { ...COMBINATIONS[COMBINATIONS.length - 1], guard: guarded().guard } as AllocatorConfiguration;
      const straight = heapOf(trace, all, { limits: [2 ** 30] });
      const sought = replayed(trace, all, { limits: [2 ** 30], operationsPerCheckpoint: 2000 });
      expect(placedRows(trace)).toEqual(rows);
      const step = Math.ceil(trace.events.length / 6);
      const cursors = [1, 2, 3, 4, 5].map((share) => (share * step) as EventIndex);
      const expected = cursors.map((cursor) => {
        straight.seek(cursor);
        expectExact(trace, straight);
        return [straight.hash(), straight.shadowHash(), straight.figures()];
      });
      for (const at of [3, 0, 4, 1, 2]) {
        sought.seek(cursors[at]);
        expect([sought.hash(), sought.shadowHash(), sought.figures()]).toEqual(expected[at]);
      }
    },
    120_000,
  );
});
