import { expect, test } from 'vitest';
import { guarded, replayed, traceOf } from '../replay/testing/layered';
import type { BlockRow } from '../tables/indices';
import { blockSurroundings } from './block-surroundings';
import type { AllocatorConfiguration } from './configuration';
import { DEBUG_MAGIC } from './debug-layout';
import { namedSurroundings } from './named-surroundings';

const ALL: AllocatorConfiguration = {
  ...guarded({ side: 'both' }),
  debug: { model: 'LP64', keepsFreed: true },
  cookies: { secret: 1 },
};

test.each([
  ['all of them', ALL, 0],
  ['all of them, aligned', ALL, 6],
  ['an ILP32 debug header', { engine: 'tlsf', debug: { model: 'ILP32', keepsFreed: false } }, 0],
  ['cookies', { engine: 'tlsf', cookies: { secret: 1 } }, 8],
] as const)('with %s, the words that have names are the bytes that layers put there', (_, layers, alignLog2) => {
  const bytesOf = (spans: readonly { of: string; from: number; to: number }[]) =>
    spans
      .flatMap(({ of, from, to }) => Array.from({ length: to - from }, (_unused, at) => `${from + at} ${of}`))
      .sort();
  expect(bytesOf(namedSurroundings(layers, 13, alignLog2, 4))).toEqual(
    bytesOf(blockSurroundings(layers, 13, alignLog2, 4)),
  );
});

test('each name stands over the word that the layer wrote', () => {
  const trace = traceOf(['+ 0x10000 64 d1', '+ 0x20000 24 d1']);
  const heap = replayed(trace, ALL);
  const place = trace.placement.word.get(2 as BlockRow) * 4;
  const word = (name: string) => {
    const span = namedSurroundings(ALL, 24, 0, 4).find((each) => each.name === name);
    if (span === undefined) throw new Error(name);
    return heap.words((place + span.from) / 4, 1)[0];
  };
  expect(word('debug header: magic')).toBe(DEBUG_MAGIC);
  expect(word('debug footer')).toBe(DEBUG_MAGIC);
  expect(word('cookie header: bytes asked for')).toBe(24);
  expect(word('debug header: size')).toBe(24 + 16);
  expect(word('debug header: no')).toBe(1);
  expect(word('slack')).toBe(0xfdfdfdfd);
});
