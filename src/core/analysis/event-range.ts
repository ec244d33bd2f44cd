import type { EventIndex } from '../tables/indices';

/** A span of events, both ends included. */
export interface EventRange {
  readonly from: EventIndex;
  readonly to: EventIndex;
}
