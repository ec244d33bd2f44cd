import type { ByteReader } from '../../base/byte-reader';
import type { ByteWriter } from '../../base/byte-writer';

const PLAIN = 0;
const RUNS = 1;

/**
 * Writes `values[0 … count)`, whole numbers of either sign up to 2^53: as runs of equal numbers where that is shorter,
 * else one by one, without the low zero bits that they all have.
 */
export function writeSeries(writer: ByteWriter, values: Float64Array, count: number): void {
  if (countRuns(values, count) * 2 <= count) writeRuns(writer, values, count);
  else writePlain(writer, values, count);
}

/** Reads `count` numbers that {@link writeSeries} wrote. */
export function readSeries(reader: ByteReader, values: Float64Array, count: number): void {
  if (reader.u8() === RUNS) readRuns(reader, values, count);
  else readPlain(reader, values, count);
}

function countRuns(values: Float64Array, count: number): number {
  let runs = 0;
  for (let i = 0; i < count; i++) if (i === 0 || values[i] !== values[i - 1]) runs++;
  return runs;
}

function writeRuns(writer: ByteWriter, values: Float64Array, count: number): void {
  writer.u8(RUNS);
  for (let from = 0, to = 1; from < count; from = to, to++) {
    while (to < count && values[to] === values[from]) to++;
    writer.signed(values[from]);
    writer.varint(to - from - 1);
  }
}

function readRuns(reader: ByteReader, values: Float64Array, count: number): void {
  let at = 0;
  while (at < count) {
    const value = reader.signed();
    const end = Math.min(count, at + reader.varint() + 1);
    values.fill(value, at, end);
    at = end;
  }
}

function writePlain(writer: ByteWriter, values: Float64Array, count: number): void {
  let bits = 0;
  for (let i = 0; i < count; i++) bits |= values[i];
  const shift = bits === 0 ? 0 : 31 - Math.clz32(bits & -bits);
  const scale = 2 ** -shift;
  writer.u8(PLAIN);
  writer.u8(shift);
  for (let i = 0; i < count; i++) writer.signed(values[i] * scale);
}

function readPlain(reader: ByteReader, values: Float64Array, count: number): void {
  const scale = 2 ** (reader.u8() & 31);
  for (let i = 0; i < count; i++) values[i] = reader.signed() * scale;
}
