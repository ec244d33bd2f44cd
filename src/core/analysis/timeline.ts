import { EVENTS_PER_LIVE_ROW } from '../tables/happenings';
import type { Bytes, EventIndex } from '../tables/indices';
import type { Trace } from '../tables/trace';
import type { EventRange } from './event-range';
import type { Grouping } from './groups';
import { LiveWalk } from './live-walk';
import { divide, emptyColumns, mergeColumns, type TimelineColumns } from './timeline-columns';

/** Buckets of the whole trace at most; each covers a power of two of events. */
const MOST_BUCKETS = 8192;
/** Columns of fewer buckets are walked event by event: their edges would not fall on those of buckets. */
const LEAST_BUCKETS = 2;

/**
 * Live bytes over the whole trace, stacked by group. One pass over the events fills the buckets; from then on any
 * range at any width costs at most the events of a bucket, or of the range where columns are narrower than buckets.
 */
export class Timeline {
  private readonly bucketShift: number;
  private readonly buckets: TimelineColumns;
  /** Bytes by group before the first event of each bucket. */
  private readonly before: Float64Array;
  private walking: LiveWalk | undefined;
  private filled = 0;

  /** `events`: how many the trace has, of which rows may still be to come if reading {@link isTold told} the timeline. */
  constructor(
    private readonly trace: Trace,
    readonly grouping: Grouping,
    private readonly events: number = trace.events.length,
  ) {
    this.bucketShift = bucketShiftOf(events);
    const count = Math.ceil(this.events / 2 ** this.bucketShift);
    const groups = grouping.names.length;
    this.buckets = emptyColumns(count, groups);
    this.before = new Float64Array(count * groups);
  }

  /** Whether reading kept all that the timeline of `events` in `groups` needs: of one group there is nothing to stack. */
  static isTold(trace: Trace, groups: number, events: number): boolean {
    const rowsTell = trace.liveBytes.length * EVENTS_PER_LIVE_ROW >= events;
    return groups === 1 && 2 ** bucketShiftOf(events) >= EVENTS_PER_LIVE_ROW && rowsTell;
  }

  /** Whether every event has its row: until then nothing is known of what lies within a bucket. */
  get isWhole(): boolean {
    return this.trace.events.length >= this.events;
  }

  private get walk(): LiveWalk {
    this.walking ??= new LiveWalk(this.trace, this.grouping);
    return this.walking;
  }

  /** Takes in about `maxEvents` more events (at least one bucket); true when the whole trace is in. */
  step(maxEvents: number): boolean {
    const { buckets } = this;
    if (this.filled === 0 && Timeline.isTold(this.trace, this.grouping.names.length, this.events)) {
      this.takeHistory();
      return true;
    }
    const { walk } = this;
    const until = Math.min(buckets.count, this.filled + Math.max(1, maxEvents >>> this.bucketShift));
    for (; this.filled < until; this.filled++) {
      this.before.set(walk.live, this.filled * buckets.groups);
      buckets.first[this.filled] = walk.event;
      walk.fill(buckets, this.filled, Math.min(this.events, walk.event + 2 ** this.bucketShift));
    }
    buckets.first[this.filled] = walk.event;
    return this.filled === buckets.count;
  }

  private takeHistory(): void {
    const { buckets, before, trace } = this;
    const { greatest, greatestEvent, least, last } = trace.liveBytes;
    const rowsPerBucket = 2 ** this.bucketShift / EVENTS_PER_LIVE_ROW;
    for (let bucket = 0; bucket < buckets.count; bucket++) {
      const from = bucket * rowsPerBucket;
      const to = Math.min(trace.liveBytes.length, from + rowsPerBucket);
      let best = from;
      let lowest = least.get(from);
      for (let row = from + 1; row < to; row++) {
        if (greatest.get(row) > greatest.get(best)) best = row;
        lowest = Math.min(lowest, least.get(row)) as Bytes;
      }
      buckets.first[bucket] = bucket * 2 ** this.bucketShift;
      buckets.greatest[bucket] = greatest.get(best);
      buckets.greatestEvent[bucket] = greatestEvent.get(best);
      buckets.least[bucket] = lowest;
      buckets.bytes[bucket] = greatest.get(best);
      before[bucket] = from === 0 ? 0 : last.get(from - 1);
    }
    buckets.first[buckets.count] = this.events;
    this.filled = buckets.count;
  }

  /**
   * The range in `count` columns. Exact where a column is narrower than two buckets and the timeline is whole; else each
   * bucket belongs to the column in which it begins. Only once the whole trace is in.
   */
  columns(range: EventRange, count: number): TimelineColumns {
    const columns = emptyColumns(count, this.buckets.groups);
    divide(range, count, columns.first);
    const eventsPerColumn = (range.to - range.from + 1) / count;
    const isCoarse = eventsPerColumn >= LEAST_BUCKETS * 2 ** this.bucketShift && this.bucketShift > 0;
    if (isCoarse || !this.isWhole) this.mergeBuckets(columns);
    else this.walkThrough(columns);
    return columns;
  }

  private mergeBuckets(columns: TimelineColumns): void {
    const last = columns.first[columns.count];
    for (let column = 0; column < columns.count; column++) {
      const end = columns.first[column + 1];
      const from = columns.first[column] >>> this.bucketShift;
      const to = end === last ? Math.ceil(end / 2 ** this.bucketShift) : end >>> this.bucketShift;
      mergeColumns(this.buckets, from, Math.max(from + 1, to), columns, column);
    }
  }

  private walkThrough(columns: TimelineColumns): void {
    if (this.events === 0) return;
    this.goTo(columns.first[0]);
    for (let column = 0; column < columns.count; column++) {
      this.walk.fill(columns, column, columns.first[column + 1]);
    }
  }

  /** Bytes by group in the state after `event`; −1: before the first event. Only of a whole timeline. */
  compositionAt(event: EventIndex): Float64Array {
    if (this.events > 0) this.goTo(event + 1);
    return this.walk.live.slice();
  }

  /** Puts the walk into the state before `event`. */
  private goTo(event: number): void {
    const { walk, buckets } = this;
    const bucket = Math.min(event >>> this.bucketShift, buckets.count - 1);
    walk.jumpTo(buckets.first[bucket], this.before, bucket * buckets.groups);
    walk.fill(emptyColumns(1, buckets.groups), 0, event);
  }
}

/** log2 of the events of a bucket. */
function bucketShiftOf(events: number): number {
  return Math.max(0, Math.ceil(Math.log2(Math.max(1, events) / MOST_BUCKETS)));
}
