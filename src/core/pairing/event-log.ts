import { assert, ensure } from '../../base/assert';
import { CHUNK_MASK, CHUNK_SHIFT } from '../tables/column';
import { RunTable, type EventKind, type EventTable } from '../tables/events';
import type { EventIndex, Ticks } from '../tables/indices';
import type { Trace } from '../tables/trace';
import type { TotalHistory } from './total-history';

const TICKS_PER_EPOCH = 2 ** 32;

/**
 * The events of a trace in order, each stamped with the clock in force. Events may be *postponed*: they have their
 * numbers and times, and get their rows later, in order, before any other event gets one.
 */
export class EventLog {
  private readonly events: EventTable;
  private readonly epochs: RunTable<number>;
  /** First tick of the epoch in force. */
  private epochStart = 0;
  /** Ticks since the first record, and their low 32 bits. */
  now = 0 as Ticks;
  private low = 0;
  private postponed = 0;
  /** The low 32 bits of the clock over postponed events. */
  private readonly lowOfPostponed = new RunTable<number>();
  /** The chunks that the next event goes to. */
  private kinds: Uint8Array = new Uint8Array(0);
  private operands: Uint32Array = new Uint32Array(0);

  constructor(
    trace: Trace,
    private readonly history: TotalHistory,
  ) {
    this.events = trace.events;
    this.epochs = trace.epochs;
  }

  /** The number that the next event will have. */
  get next(): EventIndex {
    return (this.events.length + this.postponed) as EventIndex;
  }

  /** Adds an event when all its effects are done; `total` is what is live after it, in bytes. */
  append(kind: EventKind, operand: number, total: number): void {
    assert(this.postponed === 0, 'a postponed event got no row');
    const event = this.events.add();
    const at = event & CHUNK_MASK;
    if (at === 0) this.openChunk(event >>> CHUNK_SHIFT);
    this.kinds[at] = kind;
    this.operands[at] = operand;
    if (this.low !== 0) this.events.time.set(event, this.low);
    this.history.record(event, total);
  }

  /** Postpones `count` events at the time in force; the first of them. Their history is left to the caller. */
  postpone(count: number): EventIndex {
    const first = this.next;
    this.lowOfPostponed.begin(first, this.low);
    this.postponed += count;
    return first;
  }

  /** Rows for the next `count` postponed events, in one chunk of the table; the first. The caller fills them in. */
  makeUp(count: number): EventIndex {
    const first = this.events.extend(count);
    this.postponed -= count;
    if ((first & CHUNK_MASK) === 0) this.openChunk(first >>> CHUNK_SHIFT);
    this.stamp(first, first + count);
    return first;
  }

  /** Stamps events that were postponed. */
  private stamp(from: number, to: number): void {
    const { lowOfPostponed: runs, events } = this;
    for (let event = from, run = runs.runAt(from as EventIndex); event < to; run++) {
      const end = run + 1 < runs.length ? Math.min(to, runs.first.get(run + 1)) : to;
      const low = runs.value.get(run);
      if (low !== 0) {
        const chunk = events.time.chunks[event >>> CHUNK_SHIFT] ?? events.time.open(event >>> CHUNK_SHIFT);
        chunk.fill(low, event & CHUNK_MASK, (event & CHUNK_MASK) + end - event);
      }
      event = end;
    }
  }

  setClock(now: Ticks): void {
    this.now = now;
    this.low = now >>> 0;
    if (now >= this.epochStart && now < this.epochStart + TICKS_PER_EPOCH) return;
    const epoch = Math.floor(now / TICKS_PER_EPOCH);
    this.epochStart = epoch * TICKS_PER_EPOCH;
    this.epochs.begin(this.next, epoch);
  }

  private openChunk(index: number): void {
    this.kinds = ensure(this.events.kind.chunks[index], 'an event has no place');
    this.operands = ensure(this.events.operand.chunks[index], 'an event has no place');
  }
}
