import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import { sha256 } from './file-hash';

it('a file has the hash that every other tool gives it, whatever its size', async () => {
  for (const size of [0, 1, 63, 64, 65, 3_000_000]) {
    const bytes = Uint8Array.from({ length: size }, (_, i) => (i * 31) % 251);
    expect(await sha256(new Blob([bytes]))).toBe(createHash('sha256').update(bytes).digest('hex'));
  }
});
