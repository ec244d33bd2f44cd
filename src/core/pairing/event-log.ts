import type { EventKind, EventTable, RunTable } from '../tables/events';
import type { EventIndex, Ticks } from '../tables/indices';
import type { Trace } from '../tables/trace';
import type { TotalHistory } from './total-history';

const TICKS_PER_EPOCH = 2 ** 32;

/** The events of a trace in order, each stamped with the clock in force. */
export class EventLog {
  private readonly events: EventTable;
  private readonly epochs: RunTable<number>;
  /** First tick of the epoch in force. */
  private epochStart = 0;
  /** Ticks since the first record. */
  now = 0 as Ticks;

  constructor(
    trace: Trace,
    private readonly history: TotalHistory,
  ) {
    this.events = trace.events;
    this.epochs = trace.epochs;
  }

  /** The number that the next event will have. */
  get next(): EventIndex {
    return this.events.length as EventIndex;
  }

  /** Adds an event when all its effects are done; `total` is what is live after it, in bytes. */
  append(kind: EventKind, operand: number, total: number): void {
    const event = this.events.add();
    this.events.kind.set(event, kind);
    this.events.operand.set(event, operand);
    this.events.time.set(event, this.now >>> 0);
    this.history.record(event, total);
  }

  setClock(now: Ticks): void {
    this.now = now;
    if (now >= this.epochStart && now < this.epochStart + TICKS_PER_EPOCH) return;
    const epoch = Math.floor(now / TICKS_PER_EPOCH);
    this.epochStart = epoch * TICKS_PER_EPOCH;
    this.epochs.begin(this.next, epoch);
  }
}
