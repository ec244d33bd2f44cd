import type { EventIndex } from '../../core/tables/indices';

/** The rows of the event list: every event, or those that a filter lets through, in order. */
export interface FilteredEvents {
  readonly total: number;
  /** undefined: row n is event n. */
  readonly events: Uint32Array | undefined;
}

export function eventAt({ events }: FilteredEvents, row: number): EventIndex {
  return (events === undefined ? row : events[row]) as EventIndex;
}

/** The last row at or before `event`; −1 when there is none, or that of the event itself is still to come. */
export function rowOf({ total, events }: FilteredEvents, event: EventIndex): number {
  if (events === undefined) return event < total ? event : -1;
  let low = 0;
  let high = total;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (events[middle] <= event) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
