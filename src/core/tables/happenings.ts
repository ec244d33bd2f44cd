import {
  ALIVE,
  type Address,
  type BlockRow,
  type Bytes,
  type CallId,
  type CommandId,
  type ContextId,
  type DomainId,
  type EventIndex,
  type FaultRow,
  type ObjectId,
  type SiteId,
  type StackId,
  type StringId,
  type ThreadId,
  type Ticks,
} from './indices';
import { Table } from './table';

/** In `calls.table`: which allocator table the caller passed was not recorded. */
export const TABLE_NOT_RECORDED = 0xffff_ffff;

export class ThreadTable extends Table<ThreadId> {
  /** The number that the recorder gave. */
  readonly number = this.f64();
  readonly name = this.u32<StringId>();

  constructor() {
    super(1);
  }
}

/** Names of commands: API entry points such as `vkCreateDevice`. */
export class CommandTable extends Table<CommandId> {
  readonly name = this.u32<StringId>();

  constructor() {
    super(1);
  }
}

/** Calls of commands. `begin` is the first event inside, `end` one past the last ({@link ALIVE}: never returned). */
export class CallTable extends Table<CallId> {
  readonly command = this.u32<CommandId>();
  readonly thread = this.u32<ThreadId>();
  /** The call on the same thread that this one runs inside. */
  readonly parent = this.u32<CallId>();
  readonly begin = this.u32<EventIndex>();
  readonly end = this.u32<EventIndex>({ empty: ALIVE });
  readonly object = this.u32<ObjectId>();
  /** The allocator table passed: a domain, 0 = NULL, or {@link TABLE_NOT_RECORDED}. */
  readonly table = this.u32<DomainId>({ empty: TABLE_NOT_RECORDED });
  /** Signed result; NaN when none was recorded. */
  readonly result = this.f64({ empty: NaN });
  readonly beginTime = this.f64<Ticks>();
  readonly endTime = this.f64<Ticks>({ empty: NaN });

  constructor() {
    super(1);
  }
}

/** Contexts (ralloc contexts, pools, arenas) with their parent at birth. Later moves are events. */
export class ContextTable extends Table<ContextId> {
  readonly parent = this.u32<ContextId>();
  readonly domain = this.u32<DomainId>();
  readonly name = this.u32<StringId>();
  readonly birth = this.u32<EventIndex>();
  readonly death = this.u32<EventIndex>({ empty: ALIVE });

  constructor() {
    super(1);
  }
}

/** API objects. `name` is `type handle`. */
export class ObjectTable extends Table<ObjectId> {
  readonly parent = this.u32<ObjectId>();
  readonly name = this.u32<StringId>();
  readonly birth = this.u32<EventIndex>();
  readonly death = this.u32<EventIndex>({ empty: ALIVE });
  readonly call = this.u32<CallId>();

  constructor() {
    super(1);
  }
}

/** `Y` (contexts), `^` and `A` (block rows): `from` moves under `to`; 0 = becomes a root. */
export class MoveTable extends Table<number> {
  readonly from = this.u32();
  readonly to = this.u32();

  constructor() {
    super(1);
  }
}

/** Requests that failed. */
export class RequestTable extends Table<number> {
  readonly size = this.f64<Bytes>();
  readonly site = this.u32<SiteId>();
  /** For a reallocation: the block that stays. */
  readonly block = this.u32<BlockRow>();

  constructor() {
    super(1);
  }
}

/** Vulkan internal-allocation notifications. */
export class NotificationTable extends Table<number> {
  /** Positive: an internal allocation, negative: an internal free. */
  readonly bytes = this.f64();
  readonly scope = this.u8();

  constructor() {
    super(1);
  }
}

/** Reads and writes. */
export class AccessTable extends Table<number> {
  readonly address = this.f64<Address>();
  readonly size = this.f64<Bytes>();
  readonly stack = this.u32<StackId>();

  constructor() {
    super(1);
  }
}

/** Marks that a person set: a frame, a level, a test case. */
export class MarkTable extends Table<number> {
  readonly event = this.u32<EventIndex>();
  readonly text = this.u32<StringId>();

  constructor() {
    super(1);
  }
}

/** Samples of the process's resident set, between events. */
export class ResidentSetTable extends Table<number> {
  /** The event that follows the sample. */
  readonly event = this.u32<EventIndex>();
  readonly bytes = this.f64<Bytes>();
  readonly time = this.f64<Ticks>();

  constructor() {
    super(0);
  }
}

/** Everything that went wrong, in event order. */
export class FaultTable extends Table<FaultRow> {
  /** Index into `FAULT_KINDS` of `core/faults/kinds.ts`. */
  readonly kind = this.u8();
  readonly event = this.u32<EventIndex>();
  readonly address = this.f64<Address>();
  /** The block concerned: live, ended by the fault, or the last one that lived at the address. */
  readonly block = this.u32<BlockRow>();
  /** The domain that a faulty free named; 0 = none. */
  readonly domain = this.u32<DomainId>();
  /** Stack of the faulty call or access. */
  readonly stack = this.u32<StackId>();
  /** For recorded faults: signed byte offset from the block's first byte. */
  readonly offset = this.f64();
  readonly text = this.u32<StringId>();

  constructor() {
    super(1);
  }
}

/** Live bytes while the trace is read: one row per {@link EVENTS_PER_LIVE_ROW} events. */
export class LiveBytesTable extends Table<number> {
  /** Greatest total after any of the row's events, and the first event that reached it. */
  readonly greatest = this.f64<Bytes>();
  readonly greatestEvent = this.u32<EventIndex>();
  /** Least total after any of the row's events. */
  readonly least = this.f64<Bytes>();
  /** Total after the row's last event. */
  readonly last = this.f64<Bytes>();

  constructor() {
    super(0);
  }
}
export const EVENTS_PER_LIVE_ROW = 1024;
