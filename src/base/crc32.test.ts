import { expect, it } from 'vitest';
import { crc32 } from './crc32';

const bytes = new TextEncoder().encode('123456789');

it('gives the checksum that its definition gives as an example', () => {
  expect(crc32(bytes)).toBe(0xcbf43926);
  expect(crc32(new Uint8Array(0))).toBe(0);
});

it('gives the same for data in pieces, of any length', () => {
  for (let cut = 0; cut <= bytes.length; cut++) {
    expect(crc32(bytes.subarray(cut), crc32(bytes.subarray(0, cut)))).toBe(0xcbf43926);
  }
});
