import type { ByteReader } from '../../base/byte-reader';
import type { ByteWriter } from '../../base/byte-writer';
import { readColumn, writeColumn } from './codec-columns';
import { readSeries, writeSeries } from './codec-series';
import { CHUNK_ROWS, CHUNK_SHIFT } from './column';
import { denseChunks } from './dense-chunks';
import { beginsBlock, EventKind } from './events';
import type { EventIndex } from './indices';
import type { Trace } from './trace';

// What an event names is mostly known from the events before it: births count up, frees come near the free before,
// all other kinds count up on their own. Only the differences from that are written, births, frees and others apart.

const KINDS = 256;
const SERIES = 3;
const BIRTHS = 0;
const FREES = 1;
const OTHERS = 2;

const SERIES_OF_KIND = Uint8Array.from({ length: KINDS }, (_, kind) =>
  beginsBlock(kind) ? BIRTHS : isFree(kind) ? FREES : OTHERS,
);
/** Kinds that are predicted together have one slot. */
const SLOT_OF_KIND = Uint8Array.from({ length: KINDS }, (_, kind) =>
  beginsBlock(kind) ? EventKind.Allocate : isFree(kind) ? EventKind.Free : kind,
);
const STEP_OF_KIND = Uint8Array.from({ length: KINDS }, (_, kind) => (isFree(kind) ? 0 : 1));

function isFree(kind: number): boolean {
  return kind === EventKind.Free || kind === EventKind.ReallocateToNothing;
}

/** Writes kinds, operands and times (with their epochs) of all events. `divisor`: ticks per written unit of time. */
export function writeEvents(writer: ByteWriter, trace: Trace, divisor: number): void {
  const rows = trace.events.length;
  writeColumn(writer, trace.events.kind, rows);
  writeOperands(writer, trace);
  writeTimes(writer, trace, divisor);
}

/** Reads what {@link writeEvents} wrote; the table has its rows already. */
export function readEvents(reader: ByteReader, trace: Trace): void {
  const rows = trace.events.length;
  readColumn(reader, trace.events.kind, rows);
  readOperands(reader, trace);
  readTimes(reader, trace);
}

function writeOperands(writer: ByteWriter, trace: Trace): void {
  const { events } = trace;
  const kinds = denseChunks(events.kind);
  const operands = denseChunks(events.operand);
  const last = new Float64Array(KINDS);
  const series = newSeries();
  const counts = new Uint32Array(SERIES);
  for (let first = 0; first < events.length; first += CHUNK_ROWS) {
    const count = Math.min(CHUNK_ROWS, events.length - first);
    const kindsHere = kinds[first >>> CHUNK_SHIFT];
    const operandsHere = operands[first >>> CHUNK_SHIFT];
    counts.fill(0);
    for (let i = 0; i < count; i++) {
      const kind = kindsHere[i];
      const slot = SLOT_OF_KIND[kind];
      const of = SERIES_OF_KIND[kind];
      series[of][counts[of]++] = operandsHere[i] - last[slot] - STEP_OF_KIND[kind];
      last[slot] = operandsHere[i];
    }
    for (let of = 0; of < SERIES; of++) writeSeries(writer, series[of], counts[of]);
  }
}

function readOperands(reader: ByteReader, trace: Trace): void {
  const { events } = trace;
  const kinds = denseChunks(events.kind);
  const operands = denseChunks(events.operand);
  const last = new Float64Array(KINDS);
  const series = newSeries();
  const counts = new Uint32Array(SERIES);
  for (let first = 0; first < events.length && !reader.hasOverrun; first += CHUNK_ROWS) {
    const count = Math.min(CHUNK_ROWS, events.length - first);
    const kindsHere = kinds[first >>> CHUNK_SHIFT];
    const operandsHere = operands[first >>> CHUNK_SHIFT];
    counts.fill(0);
    for (let i = 0; i < count; i++) counts[SERIES_OF_KIND[kindsHere[i]]]++;
    for (let of = 0; of < SERIES; of++) readSeries(reader, series[of], counts[of]);
    counts.fill(0);
    for (let i = 0; i < count; i++) {
      const kind = kindsHere[i];
      const slot = SLOT_OF_KIND[kind];
      const of = SERIES_OF_KIND[kind];
      operandsHere[i] = series[of][counts[of]++] + last[slot] + STEP_OF_KIND[kind];
      last[slot] = operandsHere[i];
    }
  }
}

function newSeries(): readonly Float64Array[] {
  return Array.from({ length: SERIES }, () => new Float64Array(CHUNK_ROWS));
}

function writeTimes(writer: ByteWriter, trace: Trace, divisor: number): void {
  const rows = trace.events.length;
  const values = new Float64Array(CHUNK_ROWS);
  let before = 0;
  for (let first = 0; first < rows; first += CHUNK_ROWS) {
    const count = Math.min(CHUNK_ROWS, rows - first);
    for (let i = 0; i < count; i++) {
      const time = Math.floor(trace.timeOf((first + i) as EventIndex) / divisor);
      values[i] = time - before;
      before = time;
    }
    writeSeries(writer, values, count);
  }
}

function readTimes(reader: ByteReader, trace: Trace): void {
  const { events, epochs } = trace;
  const values = new Float64Array(CHUNK_ROWS);
  let time = 0;
  let epoch = 0;
  for (let first = 0; first < events.length && !reader.hasOverrun; first += CHUNK_ROWS) {
    const count = Math.min(CHUNK_ROWS, events.length - first);
    readSeries(reader, values, count);
    for (let i = 0; i < count; i++) {
      time += values[i];
      const event = (first + i) as EventIndex;
      if (time >= (epoch + 1) * 2 ** 32) {
        epoch = Math.floor(time / 2 ** 32);
        epochs.begin(event, epoch);
      }
      events.time.set(event, time >>> 0);
    }
  }
}
