import { expect, test } from 'vitest';
import type { BlockRow, EventIndex } from '../../core/tables/indices';
import { FIRST_MAPPED_WORD, NOT_PLACED } from '../../core/tables/blocks';
import { readHeapLayout, wordRole, type WordRole } from './heap-words';
import { readLayeredLayout } from './layered-words';

/** Draws the roles of words from … to: b before, H header, p payload, s slack, N next header. */
function draw(from: number, to: number, payload: number, size: number, next: number): string {
  const letters: Record<WordRole, string> = {
    before: 'b',
    header: 'H',
    payload: 'p',
    slack: 's',
    guard: 'g',
    'next-header': 'N',
    after: 'a',
  };
  return Array.from({ length: to - from }, (_, at) => letters[wordRole(from + at, payload, size, next)]).join('');
}

test('a block is its header, its payload and its slack, up to the next header', () => {
  // 24 bytes asked for: 28 are given, so one word of slack.
  expect(draw(4, 16, 8, 24, 15)).toBe('bbbHppppppsN');
});

test('a word that is payload only in part counts as payload', () => {
  expect(draw(7, 12, 8, 5, 11)).toBe('HppsN');
});

test('a block of no bytes is all slack', () => {
  expect(draw(7, 12, 8, 0, 11)).toBe('HsssN');
});

const AT = 0 as EventIndex;

/** A heap of 4096 words that is zero but for the given ones. */
function heapOf(words: Readonly<Record<number, number>>): Parameters<typeof readHeapLayout>[0] {
  const heap = new Uint32Array(4096);
  for (const [index, value] of Object.entries(words)) heap[Number(index)] = value;
  return { heapWords: (_, first, count) => Promise.resolve(heap.slice(first, first + count)) };
}

test('a short block is shown whole, from the line of its header to that of the next', async () => {
  const layout = await readHeapLayout(heapOf({ 7: 32 | 2, 15: 48 }), AT, 8, 24, true);
  expect(layout?.header).toEqual({ stride: 32, isFree: false, isPreviousFree: true });
  expect(layout?.skipped).toBe(0);
  const lines = [...(layout?.before ?? []), ...(layout?.after ?? [])];
  expect(lines.map((line) => line.offset)).toEqual([16, 32, 48]);
  expect(lines.map((line) => line.words.map((word) => word.role[0]).join('')).join('|')).toBe('bbbh|pppp|ppsn');
  expect(lines[2].words[3].value).toBe(48);
});

test('of a long block the middle is left out, and counted', async () => {
  const layout = await readHeapLayout(heapOf({ 7: 1600, 407: 16 }), AT, 8, 1590, true);
  const before = layout?.before ?? [];
  const after = layout?.after ?? [];
  expect(before.length + (layout?.skipped ?? 0) + after.length).toBe(101);
  expect(after[0].offset).toBe((before.at(-1)?.offset ?? 0) + 16 * ((layout?.skipped ?? 0) + 1));
  expect(after.at(-1)?.words[3]).toMatchObject({ value: 16, role: 'next-header' });
});

test.each([
  ['a block without a place', NOT_PLACED],
  ['a mapped region, which lies above the heap,', FIRST_MAPPED_WORD],
])('%s has no words, and none are asked for', async (_, word) => {
  const asked: number[] = [];
  const heap = {
    heapWords: (_at: EventIndex, first: number) => {
      asked.push(first);
      return Promise.resolve(new Uint32Array(1));
    },
    blockSurroundings: () => Promise.resolve([]),
  };
  expect(await readHeapLayout(heap, AT, word, 24, true)).toBeUndefined();
  expect(await readLayeredLayout(heap, AT, 1 as BlockRow, word, 24)).toBeUndefined();
  expect(asked).toEqual([]);
});

test('without headers a block is its payload, wherever in a line that begins', async () => {
  const layout = await readHeapLayout(heapOf({}), AT, 10, 20, false);
  expect(layout?.header).toBeUndefined();
  const lines = [...(layout?.before ?? []), ...(layout?.after ?? [])];
  expect(lines.map((line) => line.words.map((word) => word.role[0]).join('')).join('|')).toBe('bbpp|pppa');
});

test('while the heap is being rebuilt there are no words to show', async () => {
  const rebuilt = { heapWords: () => Promise.resolve(new Uint32Array(0)) };
  expect(await readHeapLayout(rebuilt, AT, 8, 24, true)).toBeUndefined();
  // It may begin between the two questions.
  const long = heapOf({ 7: 4000 });
  const halfway: typeof long = {
    heapWords: (at, first, count) => (first < 20 ? long.heapWords(at, first, count) : rebuilt.heapWords()),
  };
  expect(await readHeapLayout(halfway, AT, 8, 3996, true)).toBeUndefined();
});
