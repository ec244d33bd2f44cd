import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ByteReader } from './byte-reader';
import { ByteWriter } from './byte-writer';
import { encodeUtf8 } from './utf8';

const size = fc.oneof(fc.nat(300), fc.nat(), fc.maxSafeNat());

describe('numbers as bytes', () => {
  it('read back as they were written', () => {
    const numbers = fc.array(fc.record({ size, isNegative: fc.boolean(), real: fc.double() }), { maxLength: 2000 });
    fc.assert(
      fc.property(numbers, (written) => {
        const writer = new ByteWriter();
        for (const { size, isNegative, real } of written) {
          writer.varint(size);
          writer.signed(isNegative && size > 0 ? -size : size);
          writer.f64(real);
          writer.u32(size % 2 ** 32);
        }
        const reader = new ByteReader(writer.written);
        for (const { size, isNegative, real } of written) {
          expect(reader.varint()).toBe(size);
          expect(reader.signed()).toBe(isNegative && size > 0 ? -size : size);
          expect(reader.f64()).toBe(real);
          expect(reader.u32()).toBe(size % 2 ** 32);
        }
        expect(reader.isAtEnd).toBe(true);
      }),
    );
  });

  it('take one byte while they are small', () => {
    const writer = new ByteWriter();
    writer.varint(127);
    writer.signed(-63);
    expect(writer.length).toBe(2);
  });

  it('end where the bytes end', () => {
    const reader = new ByteReader(new Uint8Array([0xff, 0xff]));
    reader.varint();
    expect(reader.hasOverrun).toBe(true);
    expect([reader.u8(), reader.u32(), reader.f64(), reader.signed()]).toEqual([0, 0, 0, 0]);
    expect(reader.raw(3)).toHaveLength(0);
  });
});

it('encodes text as UTF-8, as the platform encodes it', () => {
  for (const text of ['', 'plain', 'naïve → 𝄞', 'half \ud834 pair']) {
    expect(encodeUtf8(text)).toEqual(new TextEncoder().encode(text));
  }
});
