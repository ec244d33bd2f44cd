import type { EventIndex } from '../../tables/indices';
import type { Trace } from '../../tables/trace';

/** The cursor at the end of the trace; −1 where it has no events. */
export function lastEvent(trace: Trace): EventIndex {
  return (trace.events.length - 1) as EventIndex;
}
