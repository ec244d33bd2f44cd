import { allocateBuffer } from '../../base/shared-memory';
import { Seqlock } from '../../base/seqlock';

/** Facts that change with every frame, read by the page without a message. */
export const LIVE_STATS = [
  'bytesRead',
  /** 0: not known. */
  'bytesTotal',
  'events',
  'liveBytes',
  'peakBytes',
  /** 1 once totals, peak, timeline and the figures of every stack are there. */
  'analysed',
  /** Events whose placement in the simulated heap is known. */
  'replayedEvents',
  'cursor',
  /** The cursor that the canvases show. */
  'painted',
  'playing',
  /** Moves when tables grew: time to ask for handles again. */
  'generation',
  /** Moves when an answer computed earlier may differ (cursor excluded). */
  'answers',
  /** 0 when every canvas shows what was asked for and nothing runs in the background. */
  'busy',
] as const;
export type LiveStat = (typeof LIVE_STATS)[number];
export type LiveStatValues = Record<LiveStat, number>;

export class LiveStats {
  private readonly lock: Seqlock;
  private readonly copy = new Float64Array(LIVE_STATS.length);

  constructor(readonly buffer: ArrayBufferLike = allocateBuffer(Seqlock.bytesFor(LIVE_STATS.length))) {
    this.lock = new Seqlock(buffer, LIVE_STATS.length);
  }

  publish(values: Partial<LiveStatValues>): void {
    this.lock.write((slots) => {
      LIVE_STATS.forEach((name, slot) => {
        const value = values[name];
        if (value !== undefined) slots[slot] = value;
      });
    });
  }

  read(): LiveStatValues {
    this.lock.read(this.copy);
    return Object.fromEntries(LIVE_STATS.map((name, slot) => [name, this.copy[slot]])) as LiveStatValues;
  }
}
