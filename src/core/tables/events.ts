import { Table } from './table';
import type { EventIndex } from './indices';

/** What an event did. Names follow the record letters of `heapglass-trace.md`. */
export const EventKind = {
  /** `+`, or `~` of address 0: memory was given. operand: the block row that begins. */
  Allocate: 1,
  /** `~` of address 0 that gave memory. operand: the block row that begins. Counts as an allocation. */
  ReallocateNothing: 2,
  /** `-`, or `~` to nothing. operand: the block row that ends. */
  Free: 3,
  /** `~` to size 0 and address 0. operand: the block row that ends. Counts as a free. */
  ReallocateToNothing: 4,
  /** `~` that gave memory. operand: the row that begins; its `previous` is the row that ended (0 = was not live). */
  Reallocate: 5,
  /** A `+` that failed. operand: row of `requests`. */
  AllocateFailed: 6,
  /** A `~` that failed; the old block stays. operand: row of `requests`. */
  ReallocateFailed: 7,
  /** `free(NULL)`. operand: the domain that it named; 0 = none. */
  FreeNull: 8,
  /** A free (or a `~` to nothing) of an address where nothing was live. operand: the fault's row. */
  FreeUnknown: 9,
  /** `i`. operand: row of `notifications`. */
  Internal: 10,
  /** `x` and `X`. operand: context. */
  ContextBegin: 11,
  ContextEnd: 12,
  /** `Y`, `^`, `A`. operand: row of `moves`. */
  ContextMove: 13,
  Steal: 14,
  Adopt: 15,
  /** `o` and `O`. operand: object. */
  ObjectBegin: 16,
  ObjectEnd: 17,
  /** `r` and `w`. operand: row of `accesses`. */
  Read: 18,
  Write: 19,
  /** `g`. operand: the fault's row. */
  RecordedFault: 20,
  /** `n`. operand: row of `marks`. */
  Mark: 21,
  /** A broken event: it keeps its sequence number and does nothing. operand 0. */
  Broken: 22,
} as const;
export type EventKind = (typeof EventKind)[keyof typeof EventKind];

/** Whether the operand of such an event is the block row that begins. */
export function beginsBlock(kind: number): boolean {
  return kind === EventKind.Allocate || kind === EventKind.ReallocateNothing || kind === EventKind.Reallocate;
}

/**
 * The trace's events in order, 9 bytes each. Thread and command in force change rarely and stand in runs
 * (`threadRuns`, `callRuns`); the clock is `time` plus 2^32 × the epoch in force (`epochs`).
 */
export class EventTable extends Table<EventIndex> {
  readonly kind = this.u8<EventKind>();
  readonly operand = this.u32();
  /** Ticks modulo 2^32. Sparse: a format without a clock has none. */
  readonly time = this.u32({ sparse: true });

  constructor() {
    super(0);
  }
}

/** `value` holds from event `first` on, until the next run. */
export class RunTable<Value extends number> extends Table<number> {
  readonly first = this.u32<EventIndex>();
  readonly value = this.u32<Value>();

  constructor() {
    super(0);
  }

  /** The value in force at `event`; 0 before the first run. */
  at(event: EventIndex): Value {
    const run = this.runAt(event);
    return run < 0 ? (0 as Value) : this.value.get(run);
  }

  /** The run in force at `event`; −1 before the first. */
  runAt(event: EventIndex): number {
    let low = 0;
    let high = this.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.first.get(middle) <= event) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  }

  /** From event `first` on `value` is in force. Events come in order; a run without an event is replaced. */
  begin(first: EventIndex, value: Value): void {
    const last = this.length - 1;
    if (last >= 0 && this.value.get(last) === value) return;
    const row = last >= 0 && this.first.get(last) === first ? last : this.add();
    this.first.set(row, first);
    this.value.set(row, value);
  }
}
