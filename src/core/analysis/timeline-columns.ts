import type { EventRange } from './event-range';

/**
 * Live bytes over a range of events, cut into columns of equal numbers of events. Of each column: the greatest total
 * after any of its events and what it consisted of at that instant, and the least total. A column without events of
 * its own shows the state before the next one's.
 */
export interface TimelineColumns {
  readonly count: number;
  readonly groups: number;
  /** First event of each column, and one past the last column's last. */
  readonly first: Uint32Array;
  readonly greatest: Float64Array;
  /** The event after which `greatest` held, first of equals; −1: before the first event. */
  readonly greatestEvent: Float64Array;
  readonly least: Float64Array;
  /** Bytes at `greatestEvent`: `bytes[column * groups + group]`. */
  readonly bytes: Float64Array;
}

export function emptyColumns(count: number, groups: number): TimelineColumns {
  return {
    count,
    groups,
    first: new Uint32Array(count + 1),
    greatest: new Float64Array(count),
    greatestEvent: new Float64Array(count),
    least: new Float64Array(count),
    bytes: new Float64Array(count * groups),
  };
}

/**
 * Writes where `count` equal columns over `range` begin: with the first event whose middle they hold, which is where an
 * event stands on the axis.
 */
export function divide(range: EventRange, count: number, first: Uint32Array): void {
  const events = range.to - range.from + 1;
  for (let column = 0; column <= count; column++) {
    first[column] = range.from + Math.max(0, Math.ceil((column * events) / count - 0.5));
  }
}

/** Puts the buckets `from … to − 1` together as one column: the greatest of their greatest, the least of their least. */
export function mergeColumns(
  buckets: TimelineColumns,
  from: number,
  to: number,
  into: TimelineColumns,
  column: number,
) {
  let best = from;
  let least = buckets.least[from];
  for (let bucket = from + 1; bucket < to; bucket++) {
    if (buckets.greatest[bucket] > buckets.greatest[best]) best = bucket;
    if (buckets.least[bucket] < least) least = buckets.least[bucket];
  }
  const { groups } = buckets;
  into.greatest[column] = buckets.greatest[best];
  into.greatestEvent[column] = buckets.greatestEvent[best];
  into.least[column] = least;
  for (let group = 0; group < groups; group++) {
    into.bytes[column * groups + group] = buckets.bytes[best * groups + group];
  }
}
