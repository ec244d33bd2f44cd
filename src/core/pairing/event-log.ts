import { ensure } from '../../base/assert';
import { CHUNK_MASK, CHUNK_SHIFT } from '../tables/column';
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
  /** Ticks since the first record, and their low 32 bits. */
  now = 0 as Ticks;
  private low = 0;
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
    return this.events.length as EventIndex;
  }

  /** Adds an event when all its effects are done; `total` is what is live after it, in bytes. */
  append(kind: EventKind, operand: number, total: number): void {
    const event = this.events.add();
    const at = event & CHUNK_MASK;
    if (at === 0) this.openChunk(event >>> CHUNK_SHIFT);
    this.kinds[at] = kind;
    this.operands[at] = operand;
    if (this.low !== 0) this.events.time.set(event, this.low);
    this.history.record(event, total);
  }

  /**
   * Adds `count` events at the time in force, in one chunk of the table; the first of them. Kinds, operands and history
   * are left to the caller.
   */
  extend(count: number): EventIndex {
    const first = this.events.extend(count);
    if ((first & CHUNK_MASK) === 0) this.openChunk(first >>> CHUNK_SHIFT);
    if (this.low !== 0) {
      const { time } = this.events;
      const chunk = time.chunks[first >>> CHUNK_SHIFT] ?? time.open(first >>> CHUNK_SHIFT);
      chunk.fill(this.low, first & CHUNK_MASK, (first & CHUNK_MASK) + count);
    }
    return first;
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
