import { expect, test } from 'vitest';
import { columnsIn, leastWidthOf, type Column } from './column';

function column(id: string, track: string, fromWidth?: number): Column<string> {
  return { id, title: id, track, cell: () => id, ...(fromWidth !== undefined && { fromWidth }) };
}
const columns = [column('name', 'minmax(12ch, 1fr)'), column('size', '8ch'), column('share', '7ch', 300)];

test('a narrow table leaves out the columns that need more width', () => {
  expect(columnsIn(columns, 299).map(({ id }) => id)).toEqual(['name', 'size']);
  expect(columnsIn(columns, 300).map(({ id }) => id)).toEqual(['name', 'size', 'share']);
});

test('a row is at least as wide as the least of its tracks', () => {
  expect(leastWidthOf(columns)).toBe(12 + 8 + 7);
});
