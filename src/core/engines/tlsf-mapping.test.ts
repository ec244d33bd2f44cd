import fc from 'fast-check';
import { expect, test } from 'vitest';
import { reservePool } from './testing/engine-contract';
import { tlsfCode } from './tlsf-code';

const code = tlsfCode(reservePool(8192));
const SECOND_LEVELS = 32;

/** mattconte/tlsf on a 64-bit machine: sizes in bytes, multiples of 8. */
const ALIGN_64 = 3;

function levels(index: number): [number, number] {
  return [Math.floor(index / SECOND_LEVELS), index % SECOND_LEVELS];
}

test.each([
  [24, [0, 3], [0, 3]],
  [100, [0, 12], [0, 12]],
  [255, [0, 31], [0, 31]],
  [256, [1, 0], [1, 0]],
  [263, [1, 0], [1, 1]],
  [460, [1, 25], [1, 26]],
  [1000, [2, 30], [2, 31]],
  [4096, [5, 0], [5, 0]],
  [4100, [5, 0], [5, 1]],
  [65536, [9, 0], [9, 0]],
  [1048577, [13, 0], [13, 1]],
])('a size of %i maps to the reference classes', (size, insert, search) => {
  expect(levels(code.insertClass(size, ALIGN_64))).toEqual(insert);
  expect(levels(code.searchClass(size, ALIGN_64))).toEqual(search);
});

test('ours: sizes below 512 bytes lie in the first row in steps of 16, whether counted in bytes or in words', () => {
  for (let bytes = 16; bytes < 1 << 16; bytes += 16) {
    expect(code.insertClass(bytes >>> 2, 2)).toBe(code.insertClass(bytes, 4));
    expect(code.searchClass(bytes >>> 2, 2)).toBe(code.searchClass(bytes, 4));
  }
  expect(levels(code.insertClass(496, 4))).toEqual([0, 31]);
  expect(levels(code.insertClass(512, 4))).toEqual([1, 0]);
});

test('every block of the class that a search begins with is large enough, at a price of at most 1/32', () => {
  const strides = fc.integer({ min: 1, max: 2 ** 26 }).map((granules) => granules * 4);
  fc.assert(
    fc.property(strides, strides, (wanted, have) => {
      if (code.insertClass(have, 2) >= code.searchClass(wanted, 2)) expect(have).toBeGreaterThanOrEqual(wanted);
      else expect(have).toBeLessThan(wanted * (1 + 1 / 32) + 4);
    }),
    { numRuns: 5000 },
  );
});
