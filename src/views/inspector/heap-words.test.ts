import { expect, test } from 'vitest';
import { wordRole, type WordRole } from './heap-words';

/** Draws the roles of words from … to: b before, H header, p payload, s slack, N next header. */
function draw(from: number, to: number, payload: number, size: number, next: number): string {
  const letters: Record<WordRole, string> = { before: 'b', header: 'H', payload: 'p', slack: 's', 'next-header': 'N' };
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
