import type { TraceBuilder } from '../core/pairing/trace-builder';
import { HeaptrackPreamble } from './heaptrack-preamble';
import { HexFields } from './hex-fields';
import { LineReport } from './line-report';

const SPACE = 0x20;

/** What became of a record: read, read but for an id that is not defined, or not read. */
export type RecordOutcome = 'read' | 'bad-id' | 'broken' | 'unknown';

/** The lines of a heaptrack file: a letter, a space, and fields. Subclasses read the fields. */
export abstract class HeaptrackLines {
  protected readonly fields = new HexFields();
  protected readonly preamble: HeaptrackPreamble;
  protected readonly report: LineReport;

  constructor(
    protected readonly builder: TraceBuilder,
    shape: 'raw' | 'interpreted',
  ) {
    this.report = new LineReport(builder);
    this.preamble = new HeaptrackPreamble(builder, shape);
  }

  /** Reads the record whose fields `this.fields` holds. */
  protected abstract read(letter: number): RecordOutcome;

  /** Reads the line `bytes[at … end)`, which stands at `offset`. */
  line(bytes: Uint8Array, at: number, end: number, offset: number): void {
    this.report.line++;
    this.report.offset = offset;
    if (end > at) this.record(bytes, at, end);
  }

  private record(bytes: Uint8Array, at: number, end: number): void {
    const letter = bytes[at];
    if (end > at + 1 && bytes[at + 1] !== SPACE) {
      this.report.unknownRecord(letter);
      return;
    }
    this.fields.reset(bytes, at + 2, end);
    const outcome = this.read(letter);
    if (outcome === 'broken') this.report.broken(letter);
    else if (outcome === 'bad-id') this.report.badId(letter);
    else if (outcome === 'unknown') this.report.unknownRecord(letter);
  }
}
