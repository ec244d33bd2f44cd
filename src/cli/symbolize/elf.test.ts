import * as fc from 'fast-check';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { readElf } from './elf';
import { ElfFunctions } from './elf-functions';

const folder = mkdtempSync(join(tmpdir(), 'heapglass-elf-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

function file(bytes: Uint8Array): string {
  const path = join(folder, 'file');
  writeFileSync(path, bytes);
  return path;
}

/** A 64-bit ELF file of the given byte order with a build id and a function at [0x1000, 0x1010). */
function smallElf(little: boolean): Buffer {
  const view = new DataView(Buffer.alloc(0x400).buffer, 0, 0x400);
  const u16 = (at: number, value: number): void => {
    view.setUint16(at, value, little);
  };
  const u32 = (at: number, value: number): void => {
    view.setUint32(at, value, little);
  };
  const u64 = (at: number, value: number): void => {
    view.setBigUint64(at, BigInt(value), little);
  };
  view.setUint32(0, 0x7f454c46);
  view.setUint8(4, 2);
  view.setUint8(5, little ? 1 : 2);
  u64(0x28, 0x200);
  [0x3a, 0x3c, 0x3e].forEach((at, i) => {
    u16(at, [64, 3, 0][i]);
  });
  [4, 4, 3, 0x474e5500].forEach((value, i) => {
    if (i < 3) u32(0x80 + 4 * i, value);
    else view.setUint32(0x80 + 12, value);
  });
  view.setUint32(0x90, 0xdecafbad);
  view.setUint8(0xc0 + 4, 2);
  u64(0xc0 + 8, 0x1000);
  u64(0xc0 + 16, 0x10);
  const sections = [
    { type: 7, offset: 0x80, size: 20 },
    { type: 2, offset: 0xc0, size: 24 },
  ];
  sections.forEach(({ type, offset, size }, i) => {
    const at = 0x200 + 64 * (i + 1);
    u32(at + 4, type);
    u64(at + 24, offset);
    u64(at + 32, size);
  });
  return Buffer.from(view.buffer, 0, 0x400);
}

describe('what an ELF file says of its code', () => {
  it.each([true, false])('is read in either byte order (little: %s)', (little) => {
    const path = file(smallElf(little));
    expect(readElf(path)).toEqual({ buildId: 'decafbad', hasAlternateDebugFile: false });
    const functions = ElfFunctions.of(path);
    expect([0xfff, 0x1000, 0x100f, 0x1010].map((address) => functions.has(address))).toEqual([
      false,
      true,
      true,
      false,
    ]);
  });

  it('is nothing for other files', () => {
    expect(readElf(join(folder, 'absent'))).toBeUndefined();
    expect(readElf(folder)).toBeUndefined();
    expect(readElf(file(Buffer.from('heapglass 1\n')))).toBeUndefined();
  });

  it('is at least no crash for damaged ones', () => {
    const sound = smallElf(true);
    const damage = fc.array(fc.tuple(fc.nat(0x2ff), fc.nat(255)), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(damage, fc.nat(0x400), (bytes, length) => {
        const damaged = Buffer.from(sound);
        for (const [at, value] of bytes) damaged[at] = value;
        const path = file(damaged.subarray(0, length));
        expect(() => readElf(path)).not.toThrow();
        expect(() => ElfFunctions.of(path)).not.toThrow();
      }),
    );
  });
});
