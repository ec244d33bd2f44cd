import { failure, type Result } from '../base/result';
import { Trace } from '../core/tables/trace';
import type { TraceMeta } from '../core/tables/trace-meta';
import { FORMATS } from '../formats/registry';
import { TraceReader, type CountedTrace } from '../formats/trace-reader';
import type { Pace } from './pace';
import type { OpenError, TraceSource } from './protocol';
import { SourceBroke, type Unpack, type UnpackedSource } from './unpacked-source';

/** Events whose rows are made in a few milliseconds. */
const SHORT_TRACE = 1 << 17;

/** A trace on its way in. What was read so far may be looked at, and reading may be stopped, at any time. */
export class Opening {
  private readonly stopping = new AbortController();
  private reader = new TraceReader();
  private readonly nothing = new Trace();
  private unpacked: UnpackedSource | undefined;

  constructor(
    private readonly source: TraceSource,
    private readonly unpack: Unpack,
    private readonly pace: Pace,
    /** Called after every slice. */
    private readonly progressed: () => void,
  ) {}

  get trace(): Trace {
    return this.reader.trace ?? this.nothing;
  }

  get meta(): TraceMeta | undefined {
    return this.reader.meta;
  }

  get bytesRead(): number {
    return this.unpacked?.bytesIn ?? 0;
  }

  /** 0: not known. */
  get bytesTotal(): number {
    return this.unpacked?.bytesTotal ?? 0;
  }

  /** What was read until now becomes the trace. */
  cancel(): void {
    this.stopping.abort();
  }

  async run(): Promise<Result<CountedTrace, OpenError>> {
    const { signal } = this.stopping;
    const opened = await this.unpack(this.source, signal);
    if (!opened.ok) return opened;
    const unpacked = (this.unpacked = opened.value);
    this.reader = new TraceReader(FORMATS, unpacked.allocate);
    let broken: OpenError | undefined;
    try {
      await this.readAll(unpacked);
    } catch (error) {
      broken = this.failureOf(error);
      if (broken?.kind === 'out-of-memory') return failure(broken);
    } finally {
      unpacked.close();
    }
    // What came before a connection broke is worth as much as what came before a person had enough.
    const read = this.reader.finish(unpacked, signal.aborted || broken !== undefined ? 'cancelled' : 'ended');
    // A short trace has its rows before anyone looks.
    if (read.ok && read.value.meta.totals.events <= SHORT_TRACE) while (!read.value.rowsToCome.step(Infinity));
    if (!read.ok && signal.aborted) return failure({ kind: 'cancelled' });
    return !read.ok && broken !== undefined ? failure(broken) : read;
  }

  private async readAll(unpacked: UnpackedSource): Promise<void> {
    while (this.reader.wantsMore && !this.stopping.signal.aborted) {
      const piece = await unpacked.next();
      if (piece === undefined) return;
      if (piece.kind === 'bytes') this.reader.take(piece.bytes);
      else this.reader.takeScanned(piece.id, piece.block, piece.textBytes);
      if (!this.pace.due()) continue;
      this.progressed();
      await this.pace.rest();
    }
  }

  /** Undefined: reading was stopped, and what was read stays. @throws what is no fault of the source */
  private failureOf(error: unknown): OpenError | undefined {
    if (error instanceof RangeError) return { kind: 'out-of-memory', detail: error.message };
    if (!(error instanceof SourceBroke)) throw error;
    return this.stopping.signal.aborted ? undefined : unreadable(this.source, error.cause);
  }
}

/** A file that moved or a connection that broke while it was read. */
function unreadable(source: TraceSource, error: unknown): OpenError {
  const detail = error instanceof Error ? error.message : String(error);
  return source.kind === 'url' ? { kind: 'unreachable', url: source.url, detail } : { kind: 'corrupt', detail };
}
