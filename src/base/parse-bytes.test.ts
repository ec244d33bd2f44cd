import { expect, test } from 'vitest';
import { parseBytes } from './parse-bytes';

test.each([
  ['65536', 65536],
  ['0', 0],
  ['64B', 64],
  ['64KiB', 65536],
  ['64 kb', 65536],
  ['1.5MiB', 1572864],
  ['2g', 2 ** 31],
  ['1T', 2 ** 40],
])('%s is %d bytes', (text, bytes) => {
  expect(parseBytes(text)).toBe(bytes);
});

test.each(['', 'MiB', '-1', '1e9', '64 parsecs', '1,5MiB', '99999999T'])('“%s” is no size', (text) => {
  expect(parseBytes(text)).toBeUndefined();
});
