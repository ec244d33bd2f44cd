import { EVENTS_PER_LIVE_ROW, type LiveBytesTable } from '../tables/happenings';
import type { Bytes, EventIndex } from '../tables/indices';

/** How the total of live bytes went: its peak, and one row of `liveBytes` per {@link EVENTS_PER_LIVE_ROW} events. */
export class TotalHistory {
  peakBytes = 0;
  /** The first event that reached the peak; −1 before anything was live. */
  peakEvent = -1 as EventIndex;
  private greatest = -1;
  private greatestEvent = 0 as EventIndex;
  private least = Infinity;
  private last = 0;
  private eventsInRow = 0;

  constructor(private readonly rows: LiveBytesTable) {}

  /** Notes the total after `event`. Called once per event, in order. */
  record(event: EventIndex, total: number): void {
    if (total > this.peakBytes) {
      this.peakBytes = total;
      this.peakEvent = event;
    }
    if (total > this.greatest) {
      this.greatest = total;
      this.greatestEvent = event;
    }
    if (total < this.least) this.least = total;
    this.last = total;
    if (++this.eventsInRow === EVENTS_PER_LIVE_ROW) this.closeRow();
  }

  /** How many more events the row takes that is being filled. */
  get eventsToFullRow(): number {
    return EVENTS_PER_LIVE_ROW - this.eventsInRow;
  }

  /**
   * Notes `events` events of one row at once: the greatest total after any of them, the first event that reached it, the
   * least, and the total after the last.
   */
  recordRun(events: number, greatest: number, greatestEvent: EventIndex, least: number, last: number): void {
    if (greatest > this.peakBytes || this.peakEvent < 0) {
      this.peakBytes = greatest;
      this.peakEvent = greatestEvent;
    }
    if (greatest > this.greatest) {
      this.greatest = greatest;
      this.greatestEvent = greatestEvent;
    }
    if (least < this.least) this.least = least;
    this.last = last;
    this.eventsInRow += events;
    if (this.eventsInRow === EVENTS_PER_LIVE_ROW) this.closeRow();
  }

  /** Writes the row of the last events where they are fewer than a full row. */
  finish(): void {
    if (this.eventsInRow > 0) this.closeRow();
  }

  private closeRow(): void {
    const row = this.rows.add();
    this.rows.greatest.set(row, this.greatest as Bytes);
    this.rows.greatestEvent.set(row, this.greatestEvent);
    this.rows.least.set(row, this.least as Bytes);
    this.rows.last.set(row, this.last as Bytes);
    this.greatest = -1;
    this.least = Infinity;
    this.eventsInRow = 0;
  }
}
