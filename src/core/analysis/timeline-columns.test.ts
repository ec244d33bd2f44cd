import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { EventIndex } from '../tables/indices';
import { divide } from './timeline-columns';

function columnsOver(from: number, to: number, count: number): number[] {
  const first = new Uint32Array(count + 1);
  divide({ from: from as EventIndex, to: to as EventIndex }, count, first);
  return [...first];
}

it('one event is a step in the middle, where the playhead stands', () => {
  expect(columnsOver(0, 0, 6)).toEqual([0, 0, 0, 0, 1, 1, 1]);
});

it('every event happens in the column that holds its middle', () => {
  fc.assert(
    fc.property(fc.nat(1e6), fc.nat(500), fc.integer({ min: 1, max: 300 }), (from, more, count) => {
      const first = columnsOver(from, from + more, count);
      expect([first[0], first[count]]).toEqual([from, from + more + 1]);
      for (let column = 0; column < count; column++) {
        for (let event = first[column]; event < first[column + 1]; event++) {
          const middle = ((event - from + 0.5) * count) / (more + 1);
          expect(middle).toBeGreaterThanOrEqual(column - 1e-9);
          expect(middle).toBeLessThanOrEqual(column + 1 + 1e-9);
        }
      }
    }),
  );
});
