import type { EventIndex } from '../../core/tables/indices';
import type { EventRange } from '../../worker/protocol';

// Events along the x axis: each event in view has an equal share of the width, and stands at the middle of it.

/** Fewest events that a zoom shows. */
const LEAST_EVENTS = 16;

export function eventCount({ from, to }: EventRange): number {
  return to - from + 1;
}

/** Place of an event as a share of the width; outside 0 … 1 when it is out of view. */
export function shareOf(event: number, range: EventRange): number {
  return (event - range.from + 0.5) / eventCount(range);
}

/** The event at a share of the width, held within the range. */
export function eventAtShare(share: number, range: EventRange): EventIndex {
  const event = range.from + Math.floor(share * eventCount(range));
  return Math.max(range.from, Math.min(event, range.to)) as EventIndex;
}

/** The range with its ends in order. */
export function rangeBetween(a: EventIndex, b: EventIndex): EventRange {
  return a <= b ? { from: a, to: b } : { from: b, to: a };
}

/** Zooms in by `factor` around a share of the width. undefined: all events fit. `last`: the trace's last event. */
export function zoomRange(range: EventRange, share: number, factor: number, last: EventIndex): EventRange | undefined {
  const count = Math.max(LEAST_EVENTS, Math.round(eventCount(range) / factor));
  const held = range.from + share * eventCount(range);
  return placeRange(Math.round(held - share * count), count, last);
}

/** Moves what is in view by a number of events, as far as there are any. */
export function panRange(range: EventRange, events: number, last: EventIndex): EventRange | undefined {
  return placeRange(range.from + Math.round(events), eventCount(range), last);
}

function placeRange(from: number, count: number, last: EventIndex): EventRange | undefined {
  if (count > last) return undefined;
  const start = Math.max(0, Math.min(from, last + 1 - count));
  return { from: start as EventIndex, to: (start + count - 1) as EventIndex };
}
