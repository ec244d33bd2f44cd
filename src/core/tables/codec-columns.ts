import type { ByteReader } from '../../base/byte-reader';
import type { ByteWriter } from '../../base/byte-writer';
import { readSeries, writeSeries } from './codec-series';
import { CHUNK_ROWS, CHUNK_SHIFT, type AnyColumn } from './column';

/** Nothing but the column's empty value. */
const EMPTY = 0;
/** Differences from row to row. */
const DIFFERENCES = 1;
/** Numbers as they are: fractions and NaN. */
const RAW = 2;

/**
 * Writes the first `rows` rows of a column, chunk by chunk. `divisor`: what numbers are divided by, and rounded down,
 * on the way.
 */
export function writeColumn(writer: ByteWriter, column: AnyColumn, rows: number, divisor = 1): void {
  const values = new Float64Array(CHUNK_ROWS);
  let before = 0;
  for (let first = 0; first < rows; first += CHUNK_ROWS) {
    const count = Math.min(CHUNK_ROWS, rows - first);
    const chunk = column.chunks[first >>> CHUNK_SHIFT];
    if (chunk === undefined || isAll(chunk, count, column.empty)) {
      writer.u8(EMPTY);
      continue;
    }
    for (let i = 0; i < count; i++) values[i] = divisor === 1 ? chunk[i] : Math.floor(chunk[i] / divisor);
    if (!areWhole(values, count)) {
      writer.u8(RAW);
      for (let i = 0; i < count; i++) writer.f64(values[i]);
      continue;
    }
    const last = values[count - 1];
    for (let i = count - 1; i > 0; i--) values[i] -= values[i - 1];
    values[0] -= before;
    before = last;
    writer.u8(DIFFERENCES);
    writeSeries(writer, values, count);
  }
}

/** Reads a column that {@link writeColumn} wrote; its table has its `rows` already. */
export function readColumn(reader: ByteReader, column: AnyColumn, rows: number): void {
  const values = new Float64Array(CHUNK_ROWS);
  let before = 0;
  for (let first = 0; first < rows && !reader.hasOverrun; first += CHUNK_ROWS) {
    const count = Math.min(CHUNK_ROWS, rows - first);
    const form = reader.u8();
    if (form === EMPTY) continue;
    const index = first >>> CHUNK_SHIFT;
    const chunk = column.chunks[index] ?? column.open(index);
    if (form === RAW) {
      for (let i = 0; i < count; i++) chunk[i] = reader.f64();
      continue;
    }
    readSeries(reader, values, count);
    for (let i = 0; i < count; i++) {
      before += values[i];
      chunk[i] = before;
    }
  }
}

function isAll(chunk: ArrayLike<number>, count: number, value: number): boolean {
  for (let i = 0; i < count; i++) if (!Object.is(chunk[i], value)) return false;
  return true;
}

/** Whether all are whole numbers whose differences are exact too. */
function areWhole(values: Float64Array, count: number): boolean {
  for (let i = 0; i < count; i++) {
    if (!Number.isSafeInteger(values[i]) || Object.is(values[i], -0)) return false;
  }
  return true;
}
