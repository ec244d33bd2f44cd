import { ByteReader } from '../../base/byte-reader';
import { ByteWriter } from '../../base/byte-writer';
import { findDamage } from './check-tables';
import { readColumn, writeColumn } from './codec-columns';
import { readEvents, writeEvents } from './codec-events';
import { restoreLives } from './codec-lives';
import { CHUNK_ROWS, type AnyColumn } from './column';
import type { StringId } from './indices';
import type { Table } from './table';
import { Trace } from './trace';

/** A part of an encoded trace: a table. */
export interface Section {
  readonly name: string;
  readonly payload: Uint8Array;
}

const STRINGS = 'strings';
const EVENTS = 'events';
/** More rows than any trace that a page can hold; a file that claims more is damaged. */
const GREATEST_ROWS = 2 ** 27;

/**
 * The tables of a trace as plain bytes, made to compress well: differences from row to row, and nothing that follows
 * from something else (births and deaths follow from the events, `placement` from a replay). A payload is valid until
 * the next one is asked for.
 *
 * @param ticksPerUnit times are divided by it and rounded down: 1 keeps them, 10^6 turns nanoseconds into milliseconds
 */
export function* encodeTables(trace: Trace, ticksPerUnit = 1): Generator<Section, void> {
  yield { name: STRINGS, payload: encodeStrings(trace) };
  for (const [name, table] of storedTables(trace)) {
    const writer = new ByteWriter();
    writer.varint(table.length);
    if (table === trace.events) writeEvents(writer, trace, ticksPerUnit);
    else {
      for (const column of storedColumns(trace, table)) {
        writeColumn(writer, column, table.length, isTime(trace, column) ? ticksPerUnit : 1);
      }
    }
    yield { name, payload: writer.written };
  }
}

/** Puts a trace together from its sections, in the order in which {@link encodeTables} gave them. */
export class TablesDecoder {
  readonly trace = new Trace();
  private readonly awaited = [STRINGS, ...storedTables(this.trace).map(([name]) => name)];

  /** Reads the next section. A text says what is wrong with it; the trace is of no use then. */
  read({ name, payload }: Section): string | undefined {
    const expected = this.awaited.shift();
    if (name !== expected) return `section "${expected ?? 'end'}" was expected`;
    const reader = new ByteReader(payload);
    // A chunk takes a byte at least: a table that claims more rows than that would only fill the memory.
    const greatest = Math.min(GREATEST_ROWS, payload.length * CHUNK_ROWS);
    const damage = this.readTable(name, reader, greatest);
    return damage ?? (reader.isAtEnd ? undefined : `section "${name}" has the wrong length`);
  }

  /** Completes the trace after the last section. A text says what is wrong with it. */
  finish(): string | undefined {
    if (this.awaited.length > 0) return 'a part is missing';
    return findDamage(this.trace) ?? (restoreLives(this.trace) ? undefined : 'its events contradict each other');
  }

  private readTable(name: string, reader: ByteReader, greatest: number): string | undefined {
    const { trace } = this;
    const rows = reader.varint();
    if (rows > greatest) return `table "${name}" claims ${rows} rows`;
    if (name === STRINGS) readStrings(reader, trace, rows);
    for (const [each, table] of storedTables(trace)) {
      if (each !== name) continue;
      table.resize(rows);
      if (name === EVENTS) readEvents(reader, trace);
      else for (const column of storedColumns(trace, table)) readColumn(reader, column, rows);
    }
    return undefined;
  }
}

function encodeStrings({ strings }: Trace): Uint8Array {
  const writer = new ByteWriter();
  writer.varint(strings.length);
  for (let id = 1 as StringId; id < strings.length; id++) {
    const bytes = strings.bytesOf(id);
    writer.varint(bytes.length);
    writer.raw(bytes);
  }
  return writer.written;
}

function readStrings(reader: ByteReader, { strings }: Trace, rows: number): void {
  for (let id = 1; id < rows && !reader.hasOverrun; id++) {
    const bytes = reader.raw(reader.varint());
    strings.append(bytes, 0, bytes.length);
  }
}

/** Tables that are written, by name; the clock's epochs go with the events. */
function storedTables(trace: Trace): readonly (readonly [string, Table<number>])[] {
  return Object.entries(trace).filter(
    (entry): entry is [string, Table<number>] =>
      entry[0] !== STRINGS && entry[1] !== trace.placement && entry[1] !== trace.epochs,
  );
}

function storedColumns(trace: Trace, table: Table<number>): readonly AnyColumn[] {
  const { birth, death } = trace.blocks;
  return table.columns.filter((column) => column !== birth && column !== death);
}

function isTime({ calls, residentSet }: Trace, column: AnyColumn): boolean {
  return column === calls.beginTime || column === calls.endTime || column === residentSet.time;
}
