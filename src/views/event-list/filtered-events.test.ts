import { expect, test } from 'vitest';
import type { EventIndex } from '../../core/tables/indices';
import { showsKind, toggleKind } from './event-kinds';
import { eventAt, rowOf } from './filtered-events';

const at = (event: number): EventIndex => event as EventIndex;

test('without a filter a row is its event', () => {
  const all = { total: 10, events: undefined };
  expect(eventAt(all, 7)).toBe(7);
  expect(rowOf(all, at(7))).toBe(7);
  expect(rowOf(all, at(-1))).toBe(-1);
  expect(rowOf(all, at(12)), 'its row is still to come').toBe(-1);
});

test('with a filter the cursor stands on the last row that it has passed', () => {
  const some = { total: 3, events: Uint32Array.of(2, 5, 9) };
  expect(eventAt(some, 1)).toBe(5);
  expect([-1, 1, 2, 4, 5, 8, 9, 100].map((event) => rowOf(some, at(event)))).toEqual([-1, -1, 0, 0, 1, 1, 2, 2]);
});

test('chips add and take away the letters of their kind', () => {
  expect(toggleKind('', '+')).toBe('+');
  expect(toggleKind('+', 'oO')).toBe('+oO');
  expect(toggleKind('+oO', 'oO')).toBe('+');
  expect(showsKind('+o', 'oO')).toBe(false);
});
