import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ByteReader } from '../../base/byte-reader';
import { ByteWriter } from '../../base/byte-writer';
import { readColumn, writeColumn } from './codec-columns';
import { readSeries, writeSeries } from './codec-series';
import { CHUNK_ROWS, F64Column, U32Column, U8Column, type AnyColumn } from './column';

/** Values that look like a column of a trace: runs, counters, far jumps. */
const whole = fc.oneof(fc.constant(0), fc.nat(100), fc.maxSafeNat(), fc.integer({ min: -1000, max: 1000 }));
const runs = fc
  .array(fc.tuple(whole, fc.integer({ min: 1, max: 50 })), { maxLength: 40 })
  .map((parts) => parts.flatMap(([value, times]) => Array<number>(times).fill(value)));

describe('a series of numbers', () => {
  it('reads back as it was written', () => {
    fc.assert(
      fc.property(fc.oneof(runs, fc.array(whole)), (numbers) => {
        const writer = new ByteWriter();
        writeSeries(writer, Float64Array.from(numbers), numbers.length);
        const reader = new ByteReader(writer.written);
        const read = new Float64Array(numbers.length);
        readSeries(reader, read, numbers.length);
        expect([...read]).toEqual(numbers);
        expect(reader.isAtEnd).toBe(true);
      }),
    );
  });

  it('costs a few bytes when it is one long run', () => {
    const writer = new ByteWriter();
    writeSeries(writer, new Float64Array(CHUNK_ROWS).fill(3), CHUNK_ROWS);
    expect(writer.length).toBeLessThan(6);
  });

  it('leaves out the low bits that addresses never have', () => {
    const writer = new ByteWriter();
    const steps = Float64Array.from({ length: 100 }, (_, i) => 1024 * (1 + (i % 60)));
    writeSeries(writer, steps, 100);
    expect(writer.length).toBe(102);
  });
});

/** The column after a round trip, chunk by chunk. */
function roundTrip(column: AnyColumn, rows: number, twin: AnyColumn): AnyColumn {
  const writer = new ByteWriter();
  writeColumn(writer, column, rows);
  const reader = new ByteReader(writer.written);
  readColumn(reader, twin, rows);
  expect(reader.isAtEnd).toBe(true);
  return twin;
}

describe('a column', () => {
  it('keeps addresses, fractions and NaN', () => {
    const values = fc.array(fc.oneof(fc.maxSafeNat(), fc.double(), fc.constant(NaN), fc.constant(-0)), {
      minLength: 1,
    });
    fc.assert(
      fc.property(values, (numbers) => {
        const column = new F64Column<number>(NaN, true);
        numbers.forEach((value, row) => {
          column.set(row, value);
        });
        const twin = roundTrip(column, numbers.length, new F64Column<number>(NaN, true));
        numbers.forEach((value, row) => {
          expect(twin.get(row)).toBe(value);
        });
      }),
    );
  });

  it('keeps values on both sides of a chunk’s border, and the gaps of a sparse one', () => {
    const rows = 3 * CHUNK_ROWS + 5;
    const column = new U32Column<number>(0xffff_ffff, true);
    for (const row of [0, CHUNK_ROWS - 1, 3 * CHUNK_ROWS, rows - 1]) column.set(row, row * 7);
    const twin = roundTrip(column, rows, new U32Column<number>(0xffff_ffff, true));
    expect(twin.chunks.map((chunk) => chunk !== undefined)).toEqual([true, false, false, true]);
    for (const row of [0, 1, CHUNK_ROWS - 1, CHUNK_ROWS, 3 * CHUNK_ROWS, rows - 1]) {
      expect(twin.get(row)).toBe(column.get(row));
    }
  });

  it('of a dense table is empty where nothing was written', () => {
    const column = new U8Column<number>(5, false);
    column.open(0);
    const twin = new U8Column<number>(5, false);
    twin.open(0);
    roundTrip(column, 100, twin);
    expect(twin.get(99)).toBe(5);
  });
});
