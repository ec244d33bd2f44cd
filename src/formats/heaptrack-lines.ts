import type { TraceBuilder } from '../core/pairing/trace-builder';
import type { TraceParser } from './format';
import { HeaptrackPreamble } from './heaptrack-preamble';
import { HexFields } from './hex-fields';
import { LineReport } from './line-report';
import { type LineSink, WholeLines } from './whole-lines';

const LF = 10;
const SPACE = 0x20;

/** What became of a record: read, read but for an id that is not defined, or not read. */
export type RecordOutcome = 'read' | 'bad-id' | 'broken' | 'unknown';

/** The lines of a heaptrack file: a letter, a space, and fields. Subclasses read the fields. */
export abstract class HeaptrackLines implements TraceParser, LineSink {
  protected readonly fields = new HexFields();
  protected readonly preamble: HeaptrackPreamble;
  protected readonly report: LineReport;
  private readonly text = new WholeLines(this);
  private textBytes = 0;

  constructor(
    protected readonly builder: TraceBuilder,
    shape: 'raw' | 'interpreted',
  ) {
    this.report = new LineReport(builder);
    this.preamble = new HeaptrackPreamble(builder, shape);
  }

  push(chunk: Uint8Array): void {
    this.text.push(chunk);
    this.textBytes += chunk.length;
  }

  end(): void {
    if (this.text.unfinished > 0) this.report.cut(this.text.unfinished, this.textBytes);
  }

  overlongLine(offset: number): void {
    this.report.overlong(offset);
  }

  lines(bytes: Uint8Array, from: number, to: number, offset: number): void {
    const { report } = this;
    let at = from;
    while (at < to) {
      at = this.readPlain(bytes, at, to);
      if (at === to) return;
      const end = bytes.indexOf(LF, at);
      report.line++;
      report.offset = offset + at - from;
      if (end > at) this.record(bytes, at, end);
      at = end + 1;
    }
  }

  /**
   * Reads the run of plain records that may stand at `at` without the cost of `read`, counts its lines in `report`,
   * and returns where it ends.
   */
  protected readPlain(_bytes: Uint8Array, at: number, _to: number): number {
    return at;
  }

  /** Reads the record whose fields `this.fields` holds. */
  protected abstract read(letter: number): RecordOutcome;

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
