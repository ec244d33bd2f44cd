import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { EventIndex } from '../../core/tables/indices';
import type { EventRange } from '../../worker/protocol';
import { eventAtShare, eventCount, panRange, rangeBetween, shareOf, zoomRange } from './event-scale';

const at = (event: number): EventIndex => event as EventIndex;
const range = (from: number, to: number): EventRange => ({ from: at(from), to: at(to) });

test('an event stands in the middle of its share, and is found there again', () => {
  fc.assert(
    fc.property(fc.nat(1e7), fc.nat(1e6), fc.nat(), (from, length, pick) => {
      const view = range(from, from + length);
      const event = from + (pick % (length + 1));
      expect(eventAtShare(shareOf(event, view), view)).toBe(event);
    }),
  );
});

test('a zoom keeps the event under the pointer there, in and out again', () => {
  const view = range(1000, 1999);
  expect(zoomRange(view, 0.25, 2, at(9999))).toEqual(range(1125, 1624));
  expect(zoomRange(range(1125, 1624), 0.25, 0.5, at(9999))).toEqual(view);
});

test('zooming out ends at the whole trace, zooming in at a few events', () => {
  expect(zoomRange(range(10, 90), 0.5, 0.01, at(99))).toBeUndefined();
  const near = zoomRange(range(0, 99), 0.5, 1000, at(99));
  expect(near && eventCount(near)).toBe(16);
});

test('a zoom or a pan never leaves the trace', () => {
  const anyMove = fc.record({
    share: fc.double({ min: 0, max: 1, noNaN: true }),
    by: fc.integer({ min: -1e6, max: 1e6 }),
  });
  fc.assert(
    fc.property(anyMove, fc.integer({ min: 100, max: 1e6 }), ({ share, by }, last) => {
      for (const moved of [panRange(range(0, 50), by, at(last)), zoomRange(range(0, 50), share, 0.5, at(last))]) {
        if (moved === undefined) continue;
        expect(moved.from).toBeGreaterThanOrEqual(0);
        expect(moved.to).toBeLessThanOrEqual(last);
      }
    }),
  );
});

test('a range dragged backwards has its ends in order', () => {
  expect(rangeBetween(at(9), at(3))).toEqual(range(3, 9));
});
