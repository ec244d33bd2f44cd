import { success, type Result } from '../../base/result';
import type { EngineName } from '../engines/catalogue';
import type { OperationCounters } from '../engines/engine';
import { HeapMemory, POOL_LIMITS } from '../heap/heap-memory';
import { TraceAccounts } from '../layers/accounting-plan';
import { buildStack, NO_LAYERS, type AllocatorConfiguration, type AllocatorStack } from '../layers/configuration';
import { DEFAULT_PAGE_BYTES } from '../layers/guard-options';
import { BYTE_STATE_NAMES, type ByteStateName } from '../tables/byte-states';
import type { Bytes, EventIndex } from '../tables/indices';
import type { Trace } from '../tables/trace';
import { byteSpans, type ByteSpans } from './byte-spans';
import { Checkpoints, type Checkpoint, type ReplayPosition } from './checkpoints';
import type { HeapFigures } from './heap-figures';
import { ReplayFaults } from './replay-faults';
import type { Hit } from './hits';
import { MappedRegions } from './mapped-regions';
import { Replayer } from './replayer';

/** Restoring a used block takes about this share of the time of one engine call. */
const RESTORE_COST = 1 / 4;

export interface SimulationOptions {
  /** Unless given: the default engine, all layers off. */
  readonly configuration?: AllocatorConfiguration;
  /** In place of the configuration's. */
  readonly engine?: EngineName;
  /** Sizes of the pool to try, in bytes, largest first. */
  readonly limits?: readonly number[];
  /** Keeps a shadow of the heap where no layer needs one, too. */
  readonly keepsShadow?: boolean;
  /** Regions of `mmap` blocks consist of pages of so many bytes; unless given: 4 KiB. */
  readonly pageBytes?: number;
  readonly operationsPerCheckpoint?: number;
  /** Whether a checkpoint is due is asked every 2^n events. */
  readonly eventsPerBatchLog2?: number;
}

/** The heap after `cursor`: the engine's calls, and what is not in its pool: `mmap` blocks, and what found no room. */
export type ReplayFacts = Pick<ReplayPosition, 'operations' | 'refused' | 'firstRefused' | 'regions' | 'regionBytes'>;

/**
 * The heap in which an allocator places a trace's blocks. `step` replays the trace to its end and so writes
 * `trace.placement`, from which views answer every cursor; `seek` rebuilds the heap's bytes at a cursor, byte for byte
 * those of straight replay, from the nearest checkpoint. Both may alternate: each goes on where it has to.
 */
export class SimulatedHeap {
  private furthest = -1 as EventIndex;

  private constructor(
    private readonly trace: Trace,
    private readonly memory: HeapMemory,
    private readonly stack: AllocatorStack,
    private readonly faults: ReplayFaults,
    private readonly regions: MappedRegions,
    private readonly replayer: Replayer,
  ) {}

  /** Reserves a pool of the first limit that the system grants; its pages are committed when touched. */
  static reserve(trace: Trace, options: SimulationOptions = {}): Result<SimulatedHeap, 'out-of-memory'> {
    const { configuration = NO_LAYERS, engine = configuration.engine } = options;
    const reserved = HeapMemory.reserve(options.limits ?? POOL_LIMITS, configuration.cookies !== undefined);
    if (!reserved.ok) return reserved;
    const memory = reserved.value;
    const faults = new ReplayFaults(trace);
    const { sites } = trace;
    const stack = buildStack({ ...configuration, engine }, memory, {
      faults,
      keepsShadow: options.keepsShadow === true || trace.accesses.count > 0,
      domainOf: (site) => sites.domain.get(site),
      accountsFor: (budgets) => new TraceAccounts(trace, budgets),
    });
    const checkpoints = new Checkpoints(options.operationsPerCheckpoint);
    const regions = new MappedRegions(options.pageBytes ?? DEFAULT_PAGE_BYTES);
    const replayer = new Replayer(trace, stack, faults, regions, checkpoints, memory, options.eventsPerBatchLog2);
    return success(new SimulatedHeap(trace, memory, stack, faults, regions, replayer));
  }

  get limit(): Bytes {
    return (this.memory.limitWords * 4) as Bytes;
  }

  /** Events up to this one have their placement; −1 before the first. */
  get replayed(): EventIndex {
    return this.furthest;
  }

  /** Where the heap's bytes stand. */
  get cursor(): EventIndex {
    return this.replayer.cursor;
  }

  /** Replays up to `maxEvents` more events; true when the trace, as read so far, is replayed. */
  step(maxEvents: number): boolean {
    const end = (this.trace.events.length - 1) as EventIndex;
    return this.furthest === end || this.seekStep(end, maxEvents);
  }

  /** Makes the heap that after event `cursor`, or after the last one read. Costs the distance to a checkpoint. */
  seek(cursor: EventIndex): void {
    while (!this.seekStep(cursor, Infinity));
  }

  /** As {@link seek}, at most `maxEvents` at a time; true when it is there. Another cursor may be asked for meanwhile. */
  seekStep(cursor: EventIndex, maxEvents: number): boolean {
    const checkpoint = this.replayer.checkpoints.before(cursor);
    if (cursor < this.cursor || this.isShortcut(checkpoint)) this.replayer.restore(checkpoint);
    const isAtEnd = this.replayer.step(Math.min(maxEvents, cursor - this.cursor));
    if (this.cursor > this.furthest) this.furthest = this.cursor;
    return isAtEnd || this.cursor === cursor;
  }

  /** Whether going on from `checkpoint` is cheaper than going on from here. */
  private isShortcut(checkpoint: Checkpoint | undefined): boolean {
    if (checkpoint === undefined) return false;
    const skipped = checkpoint.position.operations - this.replayer.position().operations;
    return skipped > checkpoint.usedBlocks * RESTORE_COST;
  }

  /** A copy of `count` words from word `first` on: zero beyond the footprint, fewer at the end of the pool. */
  words(first: number, count: number): Uint32Array {
    return Uint32Array.from(this.memory.words.subarray(first, first + count));
  }

  /** Hash of the heap's bytes at {@link cursor}. */
  hash(): string {
    return this.memory.hash();
  }

  /** Hash of the shadow at {@link cursor}; 0: none is kept. */
  shadowHash(): number {
    return this.stack.shadow?.hash(this.memory.footprintWords * 4) ?? 0;
  }

  /** Bytes of the header before each payload. */
  get headerBytes(): number {
    return this.stack.engine.headerBytes;
  }

  /** Usable bytes of the block that a request of `bytes` gets. */
  usableBytesFor(bytes: number): Bytes {
    return this.stack.engine.usableBytesFor(bytes);
  }

  figures(): HeapFigures {
    return this.replayer.figures(this.limit);
  }

  /** What the layers found in the events replayed so far, in order; the first ten thousand. */
  get hits(): readonly Hit[] {
    return this.faults.hits;
  }

  /** How many {@link hits} there were. */
  get hitCount(): number {
    return this.faults.count;
  }

  /** Recorded reads and writes, as far as replayed: checked against the shadow, or not because their block has no place. */
  get accesses(): { readonly checked: number; readonly unchecked: number } {
    const { checked, unchecked } = this.faults;
    return { checked, unchecked };
  }

  /** Whose a byte of the heap is at {@link cursor}; undefined: no shadow is kept, all layers are off. */
  stateAt(address: number): ByteStateName | undefined {
    return this.stack.shadow && BYTE_STATE_NAMES[this.stack.shadow.stateAt(address)];
  }

  /** What each byte of the heap and of the regions above it is at {@link cursor}, in steps. */
  spans(): Generator<void, ByteSpans> {
    return byteSpans(this.stack, this.regions);
  }

  facts(): ReplayFacts {
    return this.replayer.position();
  }

  /** What the engine's work cost so far; of the whole trace, when nothing was sought before it was replayed. */
  counters(): OperationCounters {
    return this.stack.engine.counters();
  }

  /** Bytes of all checkpoints. */
  get checkpointBytes(): Bytes {
    return this.replayer.checkpoints.byteLength as Bytes;
  }
}
