import { NOTHING_RECORDED, TraceBuilder } from '../core/pairing/trace-builder';
import type { Trace } from '../core/tables/trace';
import type { TraceMeta } from '../core/tables/trace-meta';
import { failure, success, type Result } from '../base/result';
import { CONTAINER_HEAD, openContainer } from './container';
import type { Decompressor } from './decompressor';
import type { TraceFormat, TraceParser } from './format';
import { looksLike } from './looks-like';
import type { ReadFailure } from './read-failure';
import { FORMATS } from './registry';

/** How much of a file's begin, decompressed, the formats see before one is chosen. */
const SNIFFED_BYTES = 64 * 1024;
/** Decompressed bytes that one step reads unless told otherwise: some tens of milliseconds. */
const STEP_BYTES = 4 * 1024 * 1024;

export interface ReadTrace {
  readonly trace: Trace;
  readonly meta: TraceMeta;
}

export interface ReadProgress {
  /** Bytes of the file read, and bytes that they decompressed to. */
  readonly bytesIn: number;
  readonly bytesOut: number;
  readonly events: number;
}

/**
 * Reads a trace from the bytes of a file as they come: container, format and parser in one pipeline, in steps of bounded
 * time. `push` a chunk, `step` until it returns false, and so on; `finish` after the last. Between two steps the tables
 * read so far may be used, and reading may be given up.
 */
export class TraceReader {
  private readonly queue: Uint8Array[] = [];
  private container: Decompressor | undefined;
  private readonly head: Uint8Array[] = [];
  private headBytes = 0;
  private builder: TraceBuilder | undefined;
  private parser: TraceParser | undefined;
  private rejected: ReadFailure | undefined;
  private hasEnded = false;
  private bytesIn = 0;
  private bytesOut = 0;

  /** @param zstd `zstd.wasm`, compiled */
  constructor(
    private readonly zstd: WebAssembly.Module,
    private readonly formats: readonly TraceFormat[] = FORMATS,
  ) {}

  /** Takes the file's next bytes; they may not change until they are read. */
  push(chunk: Uint8Array): void {
    if (chunk.length > 0 && this.wantsMore) this.queue.push(chunk);
  }

  /** Whether more of the file would change anything: not when it is no trace, or damaged. */
  get wantsMore(): boolean {
    return this.rejected === undefined && this.container?.damage === undefined;
  }

  /** The trace as far as it was read; undefined until the format is known. */
  get trace(): Trace | undefined {
    return this.builder?.trace;
  }

  /** The facts of the trace as far as it was read. */
  get meta(): TraceMeta | undefined {
    return this.builder?.meta();
  }

  get progress(): ReadProgress {
    return { bytesIn: this.bytesIn, bytesOut: this.bytesOut, events: this.builder?.trace.events.length ?? 0 };
  }

  /** Reads on, about `bytes` decompressed ones. True while there is more to do with what was pushed. */
  step(bytes = STEP_BYTES): boolean {
    const until = this.bytesOut + bytes;
    while (this.bytesOut < until && this.wantsMore) {
      const piece = this.container?.read();
      if (piece !== undefined) this.take(piece);
      else if (!this.feedNext()) return false;
    }
    return this.wantsMore;
  }

  /**
   * Reads what is left and closes the trace. `cancelled`: the file had more, but nobody waits for it.
   */
  finish(reason: 'ended' | 'cancelled' = 'ended'): Result<ReadTrace, ReadFailure> {
    this.hasEnded = true;
    if (reason === 'ended') {
      while (this.step());
      this.container?.end();
    }
    if (this.parser === undefined && this.rejected === undefined) this.chooseFormat();
    if (this.builder === undefined || this.parser === undefined) return failure(this.rejected ?? { kind: 'empty' });
    this.parser.end();
    this.warnOfTheEnd(this.builder, reason);
    this.builder.finish();
    const meta = this.builder.meta();
    // A parser that could make nothing of the file has not even said what it records.
    const isUnread = meta.fidelity === NOTHING_RECORDED && meta.warnings.length > 0;
    if (isUnread) return failure({ kind: 'corrupt', detail: meta.warnings[0].text });
    return success({ trace: this.builder.trace, meta });
  }

  /** Hands the container its next bytes; false when there are none. */
  private feedNext(): boolean {
    if (this.container === undefined && !this.isHeadThere()) return false;
    const chunk = this.queue.shift();
    if (chunk === undefined) return false;
    this.container ??= openContainer(chunk.subarray(0, CONTAINER_HEAD), this.zstd);
    this.container.feed(chunk);
    this.bytesIn += chunk.length;
    return true;
  }

  /** Makes the first chunk long enough to know its container, if the bytes are there. */
  private isHeadThere(): boolean {
    while (this.queue.length > 1 && this.queue[0].length < CONTAINER_HEAD) {
      const [first, second] = this.queue.splice(0, 2);
      const joined = new Uint8Array(first.length + second.length);
      joined.set(first);
      joined.set(second, first.length);
      this.queue.unshift(joined);
    }
    return this.queue.length > 0 && (this.hasEnded || this.queue[0].length >= CONTAINER_HEAD);
  }

  private take(piece: Uint8Array): void {
    this.bytesOut += piece.length;
    if (this.parser !== undefined) {
      this.parser.push(piece);
      return;
    }
    // A piece is only valid until the next read.
    this.head.push(piece.slice());
    this.headBytes += piece.length;
    if (this.headBytes >= SNIFFED_BYTES) this.chooseFormat();
  }

  private chooseFormat(): void {
    const head = concatenate(this.head, Math.min(this.headBytes, SNIFFED_BYTES));
    const format = this.formats.find((candidate) => candidate.sniff(head));
    if (format === undefined) {
      this.rejected = this.reject(head);
    } else {
      this.builder = new TraceBuilder();
      this.parser = format.parser(this.builder);
      for (const piece of this.head) this.parser.push(piece);
    }
    this.head.length = 0;
  }

  private reject(head: Uint8Array): ReadFailure {
    const damage = this.container?.damage;
    if (damage !== undefined) return { kind: 'corrupt', detail: damage.text };
    return head.length === 0 ? { kind: 'empty' } : { kind: 'unknown-format', head: looksLike(head) };
  }

  private warnOfTheEnd(builder: TraceBuilder, reason: 'ended' | 'cancelled'): void {
    const damage = this.container?.damage;
    if (damage !== undefined) builder.warn(damage.kind, 0, this.bytesOut, damage.text);
    else if (reason === 'cancelled') {
      const text = `Reading was stopped after byte ${this.bytesIn} of the file; what was read before is shown.`;
      builder.warn('truncated', 0, this.bytesOut, text);
    }
  }
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
