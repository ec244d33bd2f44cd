import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { constants, gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CONTAINER_HEAD, openContainer } from './container';
import type { Decompressor } from './decompressor';

const zstd = new WebAssembly.Module(readFileSync(new URL('zstd.wasm', import.meta.url)));

/** Bytes that compress like a trace: words that come back, numbers that do not. */
function traceLike(bytes: number): Uint8Array {
  let text = '';
  for (let i = 0; text.length < bytes; i++)
    text += `${i % 3 === 0 ? '-' : '+'} ${((i * 2_654_435_761) >>> 12).toString(16)}\n`;
  return new TextEncoder().encode(text.slice(0, bytes));
}

function drain(decompressor: Decompressor, into: Uint8Array[]): void {
  for (let piece = decompressor.read(); piece !== undefined; piece = decompressor.read()) {
    expect(piece.length).toBeGreaterThan(0);
    expect(piece.length).toBeLessThanOrEqual(288 * 1024);
    into.push(piece.slice());
  }
}

function decompress(file: Uint8Array, cuts: readonly number[] = []): { bytes: Buffer; decompressor: Decompressor } {
  const decompressor = openContainer(file.subarray(0, CONTAINER_HEAD), zstd);
  const pieces: Uint8Array[] = [];
  let from = 0;
  for (const cut of [...cuts.filter((cut) => cut < file.length).sort((a, b) => a - b), file.length]) {
    decompressor.feed(file.subarray(from, cut));
    drain(decompressor, pieces);
    from = cut;
  }
  decompressor.end();
  return { bytes: Buffer.concat(pieces), decompressor };
}

/** zstd's own command line; undefined where it is not installed. */
function zstdCompress(bytes: Uint8Array, ...options: string[]): Buffer | undefined {
  try {
    return execFileSync('zstd', ['-c', '-q', ...options], { input: bytes, maxBuffer: 2 ** 30 });
  } catch {
    return undefined;
  }
}
const hasZstd = zstdCompress(new Uint8Array(1)) !== undefined;

const plainBytes = traceLike(600_000);
const containers: [string, () => Buffer][] = [['gzip', () => gzipSync(plainBytes)]];
if (hasZstd) containers.push(['zstd', () => zstdCompress(plainBytes) ?? Buffer.alloc(0)]);

describe.each(containers)('%s', (_name, compress) => {
  const file = compress();

  it('gives the bytes within, however the file is cut into chunks', () => {
    expect(decompress(file).bytes.equals(plainBytes)).toBe(true);
    expect(
      decompress(
        file,
        Array.from({ length: 1024 }, (_, i) => i),
      ).bytes.equals(plainBytes),
    ).toBe(true);
    fc.assert(
      fc.property(fc.array(fc.nat(file.length), { maxLength: 12 }), (cuts) => {
        const { bytes, decompressor } = decompress(file, cuts);
        return bytes.equals(plainBytes) && decompressor.damage === undefined;
      }),
      { numRuns: 20 },
    );
  });

  it('reads several files behind one another', () => {
    const { bytes, decompressor } = decompress(Buffer.concat([file, file, file]));
    expect(bytes.length).toBe(3 * plainBytes.length);
    expect(decompressor.damage).toBeUndefined();
  });

  it('keeps what a cut file holds, and says where it ends', () => {
    for (const length of [5, 11, 40, 1000, file.length >> 1, file.length - 9, file.length - 1]) {
      const { bytes, decompressor } = decompress(file.subarray(0, length));
      expect(bytes.equals(plainBytes.subarray(0, bytes.length))).toBe(true);
      expect(decompressor.damage).toMatchObject({ kind: 'truncated', offset: length });
    }
  });

  it('reads everything before a wrong checksum, and says so', () => {
    const damaged = Buffer.from(file);
    // gzip ends with checksum and length, zstd with its checksum.
    damaged[damaged.length - (damaged[0] === 0x1f ? 6 : 2)] ^= 1;
    const { bytes, decompressor } = decompress(damaged);
    expect(bytes.equals(plainBytes)).toBe(true);
    expect(decompressor.damage?.kind).toBe('checksum');
  });

  it('says so of any damage that changes what is within, without a throw', () => {
    fc.assert(
      fc.property(fc.integer({ min: 20, max: file.length - 1 }), fc.integer({ min: 1, max: 255 }), (at, flip) => {
        const damaged = Buffer.from(file);
        damaged[at] ^= flip;
        const { bytes, decompressor } = decompress(damaged);
        // Some bits say nothing: those that fill up the last byte of a deflate stream.
        expect(decompressor.damage !== undefined || bytes.equals(plainBytes)).toBe(true);
      }),
      { numRuns: 60, examples: [[file.length - 9, 0x60]] },
    );
  });

  it('calls bytes behind the end damage, and keeps what came before', () => {
    const { bytes, decompressor } = decompress(Buffer.concat([file, Buffer.from('something else entirely')]));
    expect(bytes.equals(plainBytes)).toBe(true);
    expect(decompressor.damage?.kind).toBe('corrupt');
    expect(decompressor.damage?.offset).toBeGreaterThanOrEqual(file.length);
  });
});

it('reads gzip members with name, comment, extra field and padding', () => {
  const file = gzipSync(plainBytes);
  const header = Buffer.from([0x1f, 0x8b, 8, 2 | 4 | 8 | 16, 0, 0, 0, 0, 0, 3, 3, 0, 1, 2, 3]);
  const named = Buffer.concat([header, Buffer.from('name\0comment\0'), Buffer.alloc(2), file.subarray(10)]);
  const { bytes, decompressor } = decompress(Buffer.concat([named, Buffer.alloc(100)]), [3, 12, 17, 20]);
  expect(bytes.equals(plainBytes)).toBe(true);
  expect(decompressor.damage).toBeUndefined();
});

it('reads stored, fixed and highly repetitive deflate blocks', () => {
  const zeroes = Buffer.alloc(3_000_000);
  for (const file of [gzipSync(plainBytes, { level: 0 }), gzipSync(Buffer.from('a')), gzipSync(zeroes, { level: 9 })]) {
    expect(decompress(file, [7, 99]).decompressor.damage).toBeUndefined();
  }
  expect(decompress(gzipSync(zeroes)).bytes.equals(zeroes)).toBe(true);
});

it('inflates whatever zlib deflates', () => {
  const level = fc.integer({ min: 0, max: 9 });
  const strategy = fc.constantFrom(
    constants.Z_DEFAULT_STRATEGY,
    constants.Z_HUFFMAN_ONLY,
    constants.Z_RLE,
    constants.Z_FIXED,
  );
  // Few different bytes in long runs, so that all kinds of codes and matches occur.
  const runs = fc.array(fc.tuple(fc.nat(255), fc.nat(400)), { maxLength: 200 });
  fc.assert(
    fc.property(runs, level, strategy, fc.array(fc.nat(2000), { maxLength: 8 }), (runs, level, strategy, cuts) => {
      const bytes = Buffer.concat(runs.map(([byte, length]) => Buffer.alloc(length, byte)));
      const { bytes: inflated, decompressor } = decompress(gzipSync(bytes, { level, strategy, memLevel: 1 }), cuts);
      return inflated.equals(bytes) && decompressor.damage === undefined;
    }),
    { numRuns: 300 },
  );
});

describe.skipIf(!hasZstd)('zstd frames', () => {
  it('skips skippable frames', () => {
    const skippable = Buffer.concat([Buffer.from('5e2a4d1803000000', 'hex'), Buffer.from('abc')]);
    const file = zstdCompress(plainBytes) ?? Buffer.alloc(0);
    expect(decompress(Buffer.concat([skippable, file, skippable]), [1, 2, 9]).bytes.equals(plainBytes)).toBe(true);
  });

  it('keeps every block before the damaged one', () => {
    const file = zstdCompress(plainBytes, '-1') ?? Buffer.alloc(0);
    const damaged = Buffer.from(file);
    damaged.fill(0xff, damaged.length - 20, damaged.length - 10);
    const { bytes } = decompress(damaged);
    expect(bytes.length).toBeGreaterThanOrEqual(4 * 128 * 1024);
    expect(bytes.equals(plainBytes.subarray(0, bytes.length))).toBe(true);
  });
});

it('refuses a zstd window of 256 MiB', () => {
  // Magic number, frame header descriptor 0, window descriptor: 2^(10 + 18) bytes; one raw block of 1 byte.
  const { decompressor } = decompress(Buffer.from('28b52ffd009009000061', 'hex'));
  expect(decompressor.damage?.text).toContain('128 MiB');
});

it('passes plain bytes through in pieces', () => {
  expect(decompress(plainBytes, [1, 2, 3]).bytes.equals(plainBytes)).toBe(true);
});
