import { decodeUtf8 } from '../base/utf8';
import type { TraceBuilder } from '../core/pairing/trace-builder';
import { csvFields, recordOfCsv, CSV_HEADER } from './csv';
import type { TraceFormat, TraceParser } from './format';
import { HeapglassTraceParser } from './heapglass-trace-parser';
import { recordLine, type TraceRecord } from './trace-record';
import { WholeLines, type LineSink } from './whole-lines';

const LF = 10;
/** In place of a line that is no record: the parser of the text format counts it, and says where it stood. */
const BROKEN = '- ?';

/** A Heapglass trace as a log with a JSON object a line; what `heapglass log` writes (row R-15). */
export const heapglassJsonLines: TraceFormat = {
  id: 'heapglass-log-jsonl',
  label: 'Heapglass log, JSON lines',
  sniff: (head) => latin1(head, 64).startsWith('{"record":"heapglass","version":1}'),
  parser: (builder) => new LogParser(builder, jsonRecord),
};

/** The same as comma-separated values, a column for each field. */
export const heapglassCsv: TraceFormat = {
  id: 'heapglass-log-csv',
  label: 'Heapglass log, CSV',
  sniff: (head) => latin1(head, 64).startsWith(CSV_HEADER.slice(0, 64)),
  parser: (builder) => new LogParser(builder, csvRecord),
};

function latin1(bytes: Uint8Array, length: number): string {
  return String.fromCharCode(...bytes.subarray(0, length));
}

/** Turns each line into its record's line of the text format, which has the parser for it. */
class LogParser implements TraceParser, LineSink {
  private readonly text: HeapglassTraceParser;
  private readonly wholeLines = new WholeLines(this);
  private readonly encoder = new TextEncoder();

  /** @param read a line's record; `heading`: it is none and not meant to be; undefined: it is broken */
  constructor(
    builder: TraceBuilder,
    private readonly read: (line: string) => TraceRecord | 'heading' | undefined,
  ) {
    this.text = new HeapglassTraceParser(builder);
  }

  push(chunk: Uint8Array): void {
    this.wholeLines.push(chunk);
  }

  lines(bytes: Uint8Array, from: number, to: number): void {
    let text = '';
    for (let at = from; at < to;) {
      const end = bytes.indexOf(LF, at);
      text += this.line(decodeUtf8(bytes, at, end));
      at = end + 1;
    }
    this.text.push(this.encoder.encode(text));
  }

  overlongLine(): void {
    this.text.push(this.encoder.encode(`${BROKEN}\n`));
  }

  private line(line: string): string {
    const record = this.read(line.endsWith('\r') ? line.slice(0, -1) : line);
    if (record === 'heading') return '';
    return `${(record && recordLine(record)) ?? BROKEN}\n`;
  }

  end(): void {
    // A last line without its end: the text parser says that it was cut.
    if (this.wholeLines.unfinished > 0) this.text.push(this.encoder.encode(BROKEN));
    this.text.end();
  }
}

function jsonRecord(line: string): TraceRecord | undefined {
  try {
    const value: unknown = JSON.parse(line);
    return isRecord(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function isRecord(value: unknown): value is TraceRecord {
  if (typeof value !== 'object' || value === null || !('record' in value) || typeof value.record !== 'string')
    return false;
  return Object.values(value).every((field) => ['string', 'number', 'boolean'].includes(typeof field));
}

function csvRecord(line: string): TraceRecord | 'heading' | undefined {
  if (line === CSV_HEADER) return 'heading';
  const fields = csvFields(line);
  return fields && recordOfCsv(fields);
}
