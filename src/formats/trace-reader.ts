import { NOTHING_RECORDED, TraceBuilder } from '../core/pairing/trace-builder';
import type { RowsToCome } from '../core/pairing/kind-rows';
import type { SiteFiguresByMetric } from '../core/tables/site-figures';
import type { Trace } from '../core/tables/trace';
import type { TraceMeta } from '../core/tables/trace-meta';
import { ensure } from '../base/assert';
import { allocateBuffer, type Allocate } from '../base/shared-memory';
import { failure, success, type Result } from '../base/result';
import type { ContainerDamage } from './decompressor';
import type { ScannedParser, TraceFormat, TraceParser } from './format';
import { looksLike } from './looks-like';
import type { ReadFailure } from './read-failure';
import { FORMATS, SCANNED_FORMATS } from './registry';
import type { Unpacked } from './unpacker';

/** How much of a file's begin, decompressed, the formats see before one is chosen. */
const SNIFFED_BYTES = 64 * 1024;

export interface ReadTrace {
  readonly trace: Trace;
  readonly meta: TraceMeta;
  /** The figures of every site, where reading kept count of them. */
  readonly figures: SiteFiguresByMetric | undefined;
}

/** A trace of which totals, history and sites are there, and the tables of events and blocks as far as they are long. */
export interface CountedTrace extends ReadTrace {
  readonly rowsToCome: RowsToCome;
}

/**
 * Reads a trace from the unpacked bytes of a file: finds its format, and parses. `take` piece by piece, `finish` after
 * the last. Between two pieces the tables read so far may be used, and reading may be given up.
 */
export class TraceReader {
  private readonly head: Uint8Array[] = [];
  private headBytes = 0;
  private builder: TraceBuilder | undefined;
  private parser: TraceParser | undefined;
  /** Where the text comes scanned: `parser`. */
  private scannedParser: ScannedParser | undefined;
  private rejected: ReadFailure | undefined;
  private bytes = 0;

  constructor(
    private readonly formats: readonly TraceFormat[] = FORMATS,
    private readonly allocate: Allocate = allocateBuffer,
  ) {}

  /** Whether more of the file would change anything: not when it is no trace. */
  get wantsMore(): boolean {
    return this.rejected === undefined;
  }

  /** The trace as far as it was read; undefined until the format is known. */
  get trace(): Trace | undefined {
    return this.builder?.trace;
  }

  /** The facts of the trace as far as it was read. */
  get meta(): TraceMeta | undefined {
    return this.builder?.meta();
  }

  /**
   * Closes the trace; `unpacked` says how its file ended. `cancelled`: the file had more, but nobody waits for it.
   */
  finish(unpacked: Unpacked, reason: 'ended' | 'cancelled' = 'ended'): Result<CountedTrace, ReadFailure> {
    if (this.parser === undefined && this.rejected === undefined) this.chooseFormat(unpacked.damage);
    if (this.builder === undefined || this.parser === undefined) return failure(this.rejected ?? { kind: 'empty' });
    this.parser.end();
    this.warnOfTheEnd(this.builder, unpacked, reason);
    this.builder.finish();
    const meta = this.builder.meta();
    // A parser that could make nothing of the file has not even said what it records.
    const isUnread = meta.fidelity === NOTHING_RECORDED && meta.warnings.length > 0;
    if (isUnread) return failure({ kind: 'corrupt', detail: meta.warnings[0].text });
    const { trace, rowsToCome } = this.builder;
    return success({ trace, meta, figures: this.builder.figures(), rowsToCome });
  }

  /** Reads the next bytes within the file; they may change afterwards. */
  take(piece: Uint8Array): void {
    if (!this.wantsMore) return;
    this.bytes += piece.length;
    if (this.parser !== undefined) {
      this.parser.push(piece);
      return;
    }
    this.head.push(piece.slice());
    this.headBytes += piece.length;
    if (this.headBytes >= SNIFFED_BYTES) this.chooseFormat();
  }

  /**
   * Reads the next block of a text that was scanned for the parser of format `id` (`scanners.ts`), from its first byte on,
   * in place of its bytes; `textBytes` is how far into the text that leads.
   */
  takeScanned(id: string, block: Uint32Array, textBytes: number): void {
    this.scannedParser ??= this.startScanned(id);
    this.scannedParser.pushScanned(block);
    this.bytes = textBytes;
  }

  private startScanned(id: string): ScannedParser {
    const format = ensure(
      SCANNED_FORMATS.find((candidate) => candidate.id === id),
      `no parser of ${id} takes scanned text`,
    );
    this.builder = this.newBuilder();
    const parser = format.parser(this.builder);
    this.parser = parser;
    return parser;
  }

  private newBuilder(): TraceBuilder {
    const builder = new TraceBuilder();
    builder.takeMemoryFrom(this.allocate);
    return builder;
  }

  private chooseFormat(damage?: ContainerDamage): void {
    const head = concatenate(this.head, Math.min(this.headBytes, SNIFFED_BYTES));
    const format = this.formats.find((candidate) => candidate.sniff(head));
    if (format === undefined) {
      this.rejected = rejection(head, damage);
    } else {
      this.builder = this.newBuilder();
      this.parser = format.parser(this.builder);
      for (const piece of this.head) this.parser.push(piece);
    }
    this.head.length = 0;
  }

  private warnOfTheEnd(builder: TraceBuilder, { bytesIn, damage }: Unpacked, reason: 'ended' | 'cancelled'): void {
    if (damage !== undefined) builder.warn(damage.kind, 0, this.bytes, damage.text);
    else if (reason === 'cancelled') {
      const text = `Reading was stopped after byte ${bytesIn} of the file; what was read before is shown.`;
      builder.warn('truncated', 0, this.bytes, text);
    }
  }
}

/** Why a file that begins with `head` is no trace. */
function rejection(head: Uint8Array, damage: ContainerDamage | undefined): ReadFailure {
  if (damage !== undefined) return { kind: 'corrupt', detail: damage.text };
  return head.length === 0 ? { kind: 'empty' } : { kind: 'unknown-format', head: looksLike(head) };
}

/** The first `length` bytes of `pieces`, one after another. */
function concatenate(pieces: readonly Uint8Array[], length: number): Uint8Array {
  const whole = new Uint8Array(length);
  let at = 0;
  for (const piece of pieces) {
    const part = piece.subarray(0, length - at);
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
