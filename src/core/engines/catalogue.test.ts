import { expect, test } from 'vitest';
import { ENGINE_NAMES, ENGINE_TITLES, hasHeaders } from '../tables/engine-names';
import { engineNamed, ENGINES } from './catalogue';
import { reservePool, xorshift } from './testing/engine-contract';

const MIB = 2 ** 20;

test('every engine carries the name that a person picks it with', () => {
  for (const name of ENGINE_NAMES) {
    const engine = ENGINES[name](reservePool(MIB));
    expect(engine.name).toBe(ENGINE_TITLES[name]);
    expect(engine.headerBytes > 0).toBe(hasHeaders(name));
  }
  expect(engineNamed('Best-Fit')).toBe('best-fit');
  expect(engineNamed('worst-fit')).toBeUndefined();
});

/**
 * `allocator-engines.md` §7.1: the share of a block that the program did not ask for, header included, when each size
 * comes once. Our heaps with boundary tags have TLSF's strides of 16 bytes.
 */
test.each([
  ['tlsf', [26.1, 2.07, 0.03]],
  ['best-fit', [26.1, 2.07, 0.03]],
  ['first-fit', [26.1, 2.07, 0.03]],
  ['next-fit', [26.1, 2.07, 0.03]],
  ['size-class', [16.7, 7.6, 7.7]],
  ['buddy', [26.1, 24.9, 25.0]],
  ['bump', [18.75, 1.4, 0.02]],
] as const)('what %s wastes in sizes 1–64, 65–1024 and 1025–65536 is %j percent', (name, expected) => {
  const engine = ENGINES[name](reservePool(4 * MIB));
  const ranges = [
    [1, 64],
    [65, 1024],
    [1025, 65536],
  ];
  ranges.forEach(([from, to], i) => {
    let requested = 0;
    let taken = 0;
    for (let bytes = from; bytes <= to; bytes++) {
      const block = engine.alloc(bytes, 0);
      requested += bytes;
      taken += engine.usableSize(block) + engine.headerBytes;
      engine.free(block);
    }
    expect(Math.abs((1 - requested / taken) * 100 - expected[i])).toBeLessThanOrEqual(0.05);
  });
});

test.each(ENGINE_NAMES)('R-12 what %s counts as cost is the same on every run', (name) => {
  const [first, second] = [1, 2].map(() => {
    const engine = ENGINES[name](reservePool(16 * MIB));
    const random = xorshift(12);
    const held = Array.from({ length: 2000 }, () => engine.alloc(random(2000), 0));
    for (const block of held) engine.free(block);
    for (let i = 0; i < 2000; i++) engine.realloc(engine.alloc(random(300), 0), random(5000), random(8));
    return engine.counters();
  });
  expect(first).toEqual(second);
  expect(first.pagesTouched).toBeGreaterThan(500);
  expect(first.wordsCopied).toBeGreaterThan(0);
});
