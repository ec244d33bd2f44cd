import { expect, test } from 'vitest';
import { leftShift, treeIndex } from './best-fit-mapping';

/** Bytes of dlmalloc's unit on a 64-bit machine. */
const UNIT = 8;
const MIB = 2 ** 20;

/** `allocator-engines.md` §3: dlmalloc 2.8, 64-bit. */
test.each([
  [256, 0],
  [383, 0],
  [384, 1],
  [511, 1],
  [512, 2],
  [767, 2],
  [768, 3],
  [1023, 3],
  [1024, 4],
  [16 * MIB, 31],
  [1024 * MIB, 31],
])('a free chunk of %i bytes lies in tree bin %i', (bytes, bin) => {
  expect(treeIndex(Math.floor(bytes / UNIT))).toBe(bin);
});

test('the first bit in which sizes of a bin differ is shifted to the top', () => {
  for (let index = 0; index < 31; index++) {
    const first = (index % 2 === 0 ? 32 : 48) << (index >>> 1);
    const last = first + (16 << (index >>> 1)) - 1;
    expect([treeIndex(first), treeIndex(last)]).toEqual([index, index]);
    expect(first << leftShift(index)).toBe(0);
    expect((last << leftShift(index)) >>> 31).toBe(1);
  }
});
