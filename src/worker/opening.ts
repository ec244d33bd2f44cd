import { failure, type Result } from '../base/result';
import { Trace } from '../core/tables/trace';
import type { TraceMeta } from '../core/tables/trace-meta';
import { TraceReader, type ReadTrace } from '../formats/trace-reader';
import type { Pace } from './pace';
import type { OpenError, TraceSource } from './protocol';
import { openSource } from './source-stream';

/** Decompressed bytes read between two looks at the clock: a few milliseconds. */
const STEP_BYTES = 512 * 1024;

/** A trace on its way in. What was read so far may be looked at, and reading may be stopped, at any time. */
export class Opening {
  private readonly stopping = new AbortController();
  private readonly reader: TraceReader;
  private readonly nothing = new Trace();
  bytesTotal = 0;

  constructor(
    private readonly source: TraceSource,
    zstd: WebAssembly.Module,
    private readonly pace: Pace,
    /** Called after every slice. */
    private readonly progressed: () => void,
  ) {
    this.reader = new TraceReader(zstd);
  }

  get trace(): Trace {
    return this.reader.trace ?? this.nothing;
  }

  get meta(): TraceMeta | undefined {
    return this.reader.meta;
  }

  get bytesRead(): number {
    return this.reader.progress.bytesIn;
  }

  /** What was read until now becomes the trace. */
  cancel(): void {
    this.stopping.abort();
  }

  async run(): Promise<Result<ReadTrace, OpenError>> {
    const { signal } = this.stopping;
    const opened = await openSource(this.source, signal);
    if (!opened.ok) return opened;
    this.bytesTotal = opened.value.bytesTotal;
    const chunks = opened.value.chunks.getReader();
    let broken: OpenError | undefined;
    try {
      await this.readAll(chunks);
    } catch (error) {
      broken = this.failureOf(error);
      if (broken?.kind === 'out-of-memory') return failure(broken);
    } finally {
      void chunks.cancel().catch(() => undefined);
    }
    // What came before a connection broke is worth as much as what came before a person had enough.
    const read = this.reader.finish(signal.aborted || broken !== undefined ? 'cancelled' : 'ended');
    if (!read.ok && signal.aborted) return failure({ kind: 'cancelled' });
    return !read.ok && broken !== undefined ? failure(broken) : read;
  }

  private isWanted(): boolean {
    return this.reader.wantsMore && !this.stopping.signal.aborted;
  }

  private async readAll(chunks: ReadableStreamDefaultReader<Uint8Array>): Promise<void> {
    while (this.isWanted()) {
      const { done, value } = await chunks.read().catch((error: unknown) => {
        throw new SourceBroke(error);
      });
      if (done) return;
      this.reader.push(value);
      while (this.reader.step(STEP_BYTES) && this.isWanted()) {
        if (!this.pace.due()) continue;
        this.progressed();
        await this.pace.rest();
      }
    }
  }

  /** Undefined: reading was stopped, and what was read stays. @throws what is no fault of the source */
  private failureOf(error: unknown): OpenError | undefined {
    if (error instanceof RangeError) return { kind: 'out-of-memory', detail: error.message };
    if (!(error instanceof SourceBroke)) throw error;
    return this.stopping.signal.aborted ? undefined : unreadable(this.source, error.cause);
  }
}

/** The source gave no more bytes: not the parser's fault. */
class SourceBroke extends Error {
  constructor(cause: unknown) {
    super('The source could not be read on.', { cause });
  }
}

/** A file that moved or a connection that broke while it was read. */
function unreadable(source: TraceSource, error: unknown): OpenError {
  const detail = error instanceof Error ? error.message : String(error);
  return source.kind === 'url' ? { kind: 'unreachable', url: source.url, detail } : { kind: 'corrupt', detail };
}
