import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  MAX_SCROLL_HEIGHT,
  rowAfterKey,
  rowsInView,
  scrollHeight,
  scrollOfTop,
  topOfScroll,
  topShowing,
} from './row-window';

const anyList = fc.record({
  rowCount: fc.integer({ min: 1, max: 50_000_000 }),
  rowHeight: fc.integer({ min: 16, max: 30 }),
  viewHeight: fc.integer({ min: 40, max: 1200 }),
});

test('a short list scrolls one to one', () => {
  const list = { rowCount: 1000, rowHeight: 20, viewHeight: 400 };
  expect(scrollHeight(list)).toBe(20_000);
  expect(topOfScroll(1234, list)).toBe(1234);
  expect(rowsInView(1234, list)).toEqual([61, 21]);
});

test('twenty million rows fit the height that browsers allow, and both ends are reached', () => {
  const list = { rowCount: 20_000_000, rowHeight: 20, viewHeight: 400 };
  expect(scrollHeight(list)).toBe(MAX_SCROLL_HEIGHT);
  expect(topOfScroll(0, list)).toBe(0);
  const [first, count] = rowsInView(topOfScroll(MAX_SCROLL_HEIGHT - 400, list), list);
  expect(first + count).toBe(20_000_000);
});

test('a list shorter than its view does not scroll', () => {
  const list = { rowCount: 3, rowHeight: 20, viewHeight: 400 };
  expect(topOfScroll(50, list)).toBe(0);
  expect(rowsInView(0, list)).toEqual([0, 3]);
  expect(rowsInView(0, { ...list, rowCount: 0 })).toEqual([0, 0]);
});

test('the scroll bar and the content agree on every position', () => {
  fc.assert(
    fc.property(anyList, fc.double({ min: 0, max: 1, noNaN: true }), (list, share) => {
      const top = topOfScroll(share * Math.max(0, scrollHeight(list) - list.viewHeight), list);
      expect(topOfScroll(scrollOfTop(top, list), list)).toBeCloseTo(top, 3);
    }),
  );
});

test('showing a row brings all of it into view, wherever the view was', () => {
  fc.assert(
    fc.property(anyList, fc.nat(), fc.nat(), (list, row, place) => {
      const index = row % list.rowCount;
      const top = topShowing(index, (place % list.rowCount) * list.rowHeight, list);
      expect(index * list.rowHeight).toBeGreaterThanOrEqual(top);
      expect((index + 1) * list.rowHeight).toBeLessThanOrEqual(top + list.viewHeight);
    }),
  );
});

test('the next row comes into view by a small move, a far one to the middle with what is around it', () => {
  const list = { rowCount: 1000, rowHeight: 20, viewHeight: 200 };
  expect(topShowing(10, 0, list)).toBe(20);
  expect(topShowing(4, 100, list)).toBe(80);
  expect(topShowing(500, 0, list)).toBe((500 - 4) * 20);
  expect(topShowing(999, 0, list)).toBe(999 * 20 - 180);
});

test('keys move the active row and stop at the ends', () => {
  const list = { rowCount: 100, rowHeight: 20, viewHeight: 200 };
  expect(rowAfterKey('ArrowDown', -1, list)).toBe(0);
  expect(rowAfterKey('ArrowUp', 0, list)).toBe(0);
  expect(rowAfterKey('PageDown', 5, list)).toBe(14);
  expect(rowAfterKey('End', 5, list)).toBe(99);
  expect(rowAfterKey('Home', 5, list)).toBe(0);
  expect(rowAfterKey('x', 5, list)).toBeUndefined();
  expect(rowAfterKey('ArrowDown', -1, { ...list, rowCount: 0 })).toBeUndefined();
});
