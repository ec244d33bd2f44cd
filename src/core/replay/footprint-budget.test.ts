import fc from 'fast-check';
import { expect, test } from 'vitest';
import { runToEnd } from '../../base/run-to-end';
import { NO_LAYERS } from '../layers/configuration';
import { ENGINE_NAMES } from '../tables/engine-names';
import type { Bytes, EventIndex } from '../tables/indices';
import { firstBeyond, footprintAnswer } from './footprint-budget';
import { guarded, heapOf, replayed, traceOf } from './testing/layered';
import { someEvents } from './testing/some-events';

const KIB = 1024;
const LEAST_POOL = 64 * KIB;

/** The first block that a pool of `limit` bytes has no room for. */
function firstRefused(trace: ReturnType<typeof traceOf>, engine: (typeof ENGINE_NAMES)[number], limit: number): number {
  const heap = heapOf(trace, { ...NO_LAYERS, engine }, { limits: [limit] });
  while (!heap.step(1000));
  return heap.facts().firstRefused;
}

test.each(ENGINE_NAMES)('R-05 %s: what a pool refuses first is what takes the footprint beyond it', (engine) => {
  const large = fc.array(
    fc.record({ slot: fc.nat(8), isFree: fc.boolean(), bytes: fc.integer({ min: 1, max: 60_000 }) }),
    { maxLength: 40 },
  );
  fc.assert(
    fc.property(large, fc.integer({ min: 0, max: 200 }), (steps, more) => {
      const trace = traceOf(
        steps.map(
          ({ slot, isFree, bytes }) => `${isFree ? '-' : '+'} ${0x100000 * (slot + 1)}${isFree ? '' : ` ${bytes} d1`}`,
        ),
      );
      const limit = LEAST_POOL + more * 4 * KIB;
      const refused = firstRefused(trace, engine, limit);
      const heap = replayed(trace, { ...NO_LAYERS, engine });
      const last = (trace.events.length - 1) as EventIndex;
      expect(runToEnd(firstBeyond(heap, limit as Bytes, last)) ?? -1).toBe(refused);
    }),
    { numRuns: 60 },
  );
});

test('a limit below the words that the engine itself needs is passed by the first request', () => {
  const limitBytes = 1000 as Bytes;
  const answers = [['n start', '+ 4096 16 d1'], ['n start'], []].map((events) => {
    const trace = traceOf(events);
    const budget = { subject: { kind: 'heap' }, measure: 'footprint', mode: 'hard', limitBytes } as const;
    return runToEnd(footprintAnswer(trace, budget, replayed(trace, NO_LAYERS)));
  });
  expect(answers.map(({ first }) => first?.event)).toEqual([1, undefined, undefined]);
});

test('with layers too, the footprint is within the limit up to the event before, and beyond it after', () => {
  fc.assert(
    fc.property(someEvents, fc.integer({ min: 0, max: 400 * KIB }), (events, limit) => {
      const trace = traceOf(events);
      const heap = replayed(trace, guarded({ quarantineBytes: 100_000 }));
      const last = (trace.events.length - 1) as EventIndex;
      const first = runToEnd(firstBeyond(heap, limit as Bytes, last));
      const footprintAt = (cursor: number) => {
        heap.seek(cursor as EventIndex);
        return heap.figures().footprint;
      };
      if (first === undefined) expect(last < 0 || footprintAt(last) <= limit).toBe(true);
      else expect([footprintAt(first) > limit, first === 0 || footprintAt(first - 1) <= limit]).toEqual([true, true]);
    }),
    { numRuns: 40 },
  );
});
