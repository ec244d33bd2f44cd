import type { Allocate } from '../../base/shared-memory';
import { BlockTable, PlacementTable, SilentEndTable, WIDE, WideSizeTable } from './blocks';
import { FrameTable, ModuleTable, StackTable } from './code';
import { DomainTable, ScopeTable, SiteTable } from './domains';
import { EventTable, RunTable } from './events';
import {
  AccessTable,
  CallTable,
  CommandTable,
  ContextTable,
  FaultTable,
  LiveBytesTable,
  MarkTable,
  MoveTable,
  NotificationTable,
  ObjectTable,
  RequestTable,
  ResidentSetTable,
  ThreadTable,
} from './happenings';
import type { BlockRow, Bytes, CallId, EventIndex, ThreadId, Ticks } from './indices';
import { StringTable, type StringTableHandle } from './strings';
import type { Table, TableHandle } from './table';

/** What another thread needs to read a trace: buffers and lengths, a few kilobytes whatever the trace's size. */
export interface TraceHandle {
  readonly tables: Readonly<Record<string, TableHandle>>;
  readonly strings: StringTableHandle;
}

/** A trace: its events in order and the tables that they name. One thread writes, any thread reads. */
export class Trace {
  readonly events = new EventTable();
  readonly threadRuns = new RunTable<ThreadId>();
  /** The innermost call in progress on the events' thread. */
  readonly callRuns = new RunTable<CallId>();
  /** High halves of the clock: time = value × 2^32 + `events.time`. */
  readonly epochs = new RunTable<number>();
  readonly blocks = new BlockTable();
  readonly wideSizes = new WideSizeTable();
  readonly silentEnds = new SilentEndTable();
  readonly placement = new PlacementTable();
  readonly sites = new SiteTable();
  readonly domains = new DomainTable();
  readonly scopes = new ScopeTable();
  readonly stacks = new StackTable();
  readonly frames = new FrameTable();
  readonly modules = new ModuleTable();
  readonly threads = new ThreadTable();
  readonly commands = new CommandTable();
  readonly calls = new CallTable();
  readonly contexts = new ContextTable();
  readonly objects = new ObjectTable();
  readonly moves = new MoveTable();
  readonly requests = new RequestTable();
  readonly notifications = new NotificationTable();
  readonly accesses = new AccessTable();
  readonly marks = new MarkTable();
  readonly residentSet = new ResidentSetTable();
  readonly faults = new FaultTable();
  readonly liveBytes = new LiveBytesTable();
  readonly strings = new StringTable();

  /** Where the memory of the largest tables comes from, from now on. */
  takeMemoryFrom(allocate: Allocate): void {
    for (const table of [this.events, this.blocks, this.stacks]) table.takeMemoryFrom(allocate);
  }

  /** Size of a block, wide ones included. */
  sizeOf(block: BlockRow): Bytes {
    const size = this.blocks.size.get(block);
    return (size === WIDE ? this.wideSize(block) : size) as Bytes;
  }

  private wideSize(block: BlockRow): number {
    let low = 0;
    let high = this.wideSizes.length - 1;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.wideSizes.block.get(middle) < block) low = middle + 1;
      else high = middle;
    }
    return this.wideSizes.size.get(low);
  }

  /** Whether the row of `event` is there, and with it what it did and when: while a trace is read, rows are to come. */
  hasRow(event: EventIndex): boolean {
    return event < this.events.length;
  }

  /** Ticks of the trace's clock at `event`; 0 before the first. */
  timeOf(event: EventIndex): Ticks {
    if (event < 0) return 0 as Ticks;
    return (this.epochs.at(event) * 2 ** 32 + this.events.time.get(event)) as Ticks;
  }

  /** Bytes of all tables, by table name. */
  byteLengths(): Record<string, number> {
    const sizes: Record<string, number> = { strings: this.strings.byteLength };
    for (const [name, table] of this.tables()) sizes[name] = table.byteLength;
    return sizes;
  }

  share(): TraceHandle {
    return {
      tables: Object.fromEntries(this.tables().map(([name, table]) => [name, table.share()])),
      strings: this.strings.share(),
    };
  }

  attach(handle: TraceHandle): void {
    for (const [name, table] of this.tables()) table.attach(handle.tables[name]);
    this.strings.attach(handle.strings);
  }

  private tables(): [string, Table<number>][] {
    return Object.entries(this).filter((entry): entry is [string, Table<number>] => entry[0] !== 'strings');
  }
}
