import { WIDE } from '../../tables/blocks';
import { CHUNK_MASK, CHUNK_SHIFT } from '../../tables/column';
import { denseChunk } from '../../tables/dense-chunks';
import { NONE, type BlockRow, type EventIndex } from '../../tables/indices';
import { RunCursor } from '../../tables/run-cursor';
import type { Trace } from '../../tables/trace';

/** Memory that was taken past the Vulkan callbacks while no command was in progress on the thread that took it. */
export class Unreached {
  /** Requests in all, and what they asked for. */
  requests = 0;
  bytes = 0;
  /** What of it was live at the peak, by site and by thread; and its greatest block. */
  readonly atPeakBySite: Float64Array;
  readonly atPeakByThread: Float64Array;
  greatest = NONE as BlockRow;
  private mostBytes = -1;

  /** `isUnseen`: by site 1 where its blocks count in the total and came through no callback. */
  constructor(
    private readonly trace: Trace,
    private readonly isUnseen: Uint8Array,
    private readonly peakEvent: EventIndex,
  ) {
    this.atPeakBySite = new Float64Array(isUnseen.length);
    this.atPeakByThread = new Float64Array(Math.max(1, trace.threads.length));
  }

  /** Takes in all block rows of a complete trace; yields once a chunk. */
  *takeIn(): Generator<undefined, void> {
    const calls = new RunCursor(this.trace.callRuns);
    const threads = new RunCursor(this.trace.threadRuns);
    for (let chunk = 0; chunk << CHUNK_SHIFT < this.trace.blocks.length; chunk++) {
      this.takeChunk(chunk, calls, threads);
      yield undefined;
    }
  }

  private takeChunk(chunk: number, calls: RunCursor<number>, threads: RunCursor<number>): void {
    const { trace, isUnseen, peakEvent, atPeakBySite, atPeakByThread } = this;
    const { blocks } = trace;
    const births = denseChunk(blocks.birth, chunk);
    const deaths = denseChunk(blocks.death, chunk);
    const sizes = denseChunk(blocks.size, chunk);
    const sites = denseChunk(blocks.site, chunk);
    const end = Math.min(blocks.length, (chunk + 1) << CHUNK_SHIFT);
    let requests = 0;
    let bytes = 0;
    for (let row = Math.max(1, chunk << CHUNK_SHIFT); row < end; row++) {
      const at = row & CHUNK_MASK;
      const birth = births[at];
      const site = sites[at];
      if (isUnseen[site] === 0 || calls.at(birth) !== NONE) continue;
      const size = sizes[at] === WIDE ? trace.sizeOf(row as BlockRow) : sizes[at];
      requests++;
      bytes += size;
      if (birth > peakEvent || deaths[at] <= peakEvent) continue;
      atPeakBySite[site] += size;
      atPeakByThread[threads.at(birth)] += size;
      if (size <= this.mostBytes) continue;
      this.mostBytes = size;
      this.greatest = row as BlockRow;
    }
    this.requests += requests;
    this.bytes += bytes;
  }
}
