import { expect, test } from 'vitest';
import type { BlockRow, EventIndex } from '../../core/tables/indices';
import type { NamedSpan } from '../../worker/protocol';
import { aroundText } from './around-text';
import { layeredWord, readLayeredLayout } from './layered-words';

const AROUND: readonly NamedSpan[] = [
  { of: 'header', name: 'cookie header: cookie', from: -4, to: 0 },
  { of: 'header', name: 'cookie header: bytes asked for', from: -8, to: -4 },
  { of: 'header', name: 'debug footer', from: 13, to: 17 },
  { of: 'slack', name: 'slack', from: 17, to: 32 },
  { of: 'guard', name: 'guard', from: 32, to: 4128 },
];

test('every word of a layer has its name, one that the payload ends in has both', () => {
  const named = (offset: number) => {
    const { role, name } = layeredWord(offset, 0, 13, AROUND);
    return `${role}: ${name}`;
  };
  expect([-12, -8, -4, 0, 12, 16, 20, 32, 4128].map(named)).toEqual([
    'before: beyond the layers',
    'header: cookie header: bytes asked for',
    'header: cookie header: cookie',
    'payload: payload',
    'payload: payload, debug footer',
    'header: debug footer, slack',
    'slack: slack',
    'guard: guard',
    'after: beyond the layers',
  ]);
});

test('in words, parts stand in order of address with their fields', () => {
  expect(aroundText(AROUND.filter(({ from }) => from < 0))).toBe('cookie header 8 B (bytes asked for, cookie)');
  expect(aroundText(AROUND.filter(({ from }) => from > 0))).toBe('debug footer 4 B; slack 15 B; guard 4.00 KiB');
  expect(aroundText([])).toBe('nothing');
});

test('the layers’ words are all shown, only the payload’s middle is left out', async () => {
  const around = AROUND.map((span) => (span.from < 0 ? span : { ...span, from: span.from + 9991, to: span.to + 9991 }));
  const heap = Uint32Array.from({ length: 8192 }, (_, at) => at);
  const engine = {
    heapWords: (_: EventIndex, first: number, count: number) => Promise.resolve(heap.slice(first, first + count)),
    blockSurroundings: () => Promise.resolve(around),
  };
  const layout = await readLayeredLayout(engine, 0 as EventIndex, 1 as BlockRow, 1024, 10_004);
  const names = [...(layout?.before ?? []), ...(layout?.after ?? [])].flatMap(({ words }) =>
    words.map(({ name }) => name),
  );
  expect([...new Set(names)]).toEqual([
    ...['beyond the layers', 'cookie header: bytes asked for', 'cookie header: cookie', 'payload'],
    ...['debug footer', 'slack', 'slack, guard', 'guard'],
  ]);
  expect(layout?.skipped).toBeGreaterThan(600);
  const rebuilt = { ...engine, heapWords: () => Promise.resolve(new Uint32Array(0)) };
  expect(await readLayeredLayout(rebuilt, 0 as EventIndex, 1 as BlockRow, 1024, 64)).toBeUndefined();
});
