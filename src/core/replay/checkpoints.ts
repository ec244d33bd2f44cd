import type { EventIndex } from '../tables/indices';
import type { WrittenState } from './written-bytes';

/** Where a replay stands, beside the heap itself. */
export interface ReplayPosition {
  /** The last event that was replayed; −1 before the first. */
  readonly cursor: EventIndex;
  /** First row of `silentEnds` that is still to come. */
  readonly nextSilentEnd: number;
  /** Engine calls so far. */
  readonly operations: number;
  /** Bytes asked for, of blocks that have a place now. */
  readonly requestedBytes: number;
  /** Blocks that did not fit so far, and the event of the first, or −1. */
  readonly refused: number;
  readonly firstRefused: EventIndex;
  /** `mmap` blocks that are live now, and their bytes. */
  readonly regions: number;
  readonly regionBytes: number;
}

/** A replay's position with the heap's state: from here it goes on. */
export interface Checkpoint {
  readonly position: ReplayPosition;
  /** Used blocks of the heap: what restoring costs. */
  readonly usedBlocks: number;
  readonly heap: Uint8Array;
  /** Where `mmap` blocks lie. */
  readonly regions: Float64Array;
  /** Bytes of layers that the program wrote over; absent with all layers off. */
  readonly written?: WrittenState;
}

/** Checkpoints may take this many bytes for each event replayed, and a floor for short traces. */
const BYTES_PER_EVENT = 4;
const FREE_BYTES = 1 << 20;
/** Engine calls from one checkpoint to the next, at first. */
export const OPERATIONS_PER_CHECKPOINT = 1 << 18;

/**
 * Checkpoints in order of cursor, spaced by cost: going on from one to the next takes about as long as restoring one.
 * When they grow past their allowance every second one goes and the spacing doubles.
 */
export class Checkpoints {
  private list: Checkpoint[] = [];
  private bytes = 0;

  /** @param interval engine calls from one checkpoint to the next, until they have to be thinned */
  constructor(private interval = OPERATIONS_PER_CHECKPOINT) {}

  /** Whether a replay at `operations` with so many used blocks should be saved. */
  isDue(operations: number, usedBlocks: number): boolean {
    const last = this.list.at(-1)?.position.operations ?? 0;
    return operations - last >= Math.max(this.interval, usedBlocks);
  }

  /** Keeps a checkpoint that lies beyond all others. */
  keep(checkpoint: Checkpoint): void {
    this.list.push(checkpoint);
    this.bytes += bytesOf(checkpoint);
    while (this.bytes > FREE_BYTES + BYTES_PER_EVENT * checkpoint.position.cursor) this.thin();
  }

  /** The last checkpoint at or before `cursor`; undefined: only the beginning is. */
  before(cursor: EventIndex): Checkpoint | undefined {
    return this.list.findLast((checkpoint) => checkpoint.position.cursor <= cursor);
  }

  get byteLength(): number {
    return this.bytes;
  }

  get length(): number {
    return this.list.length;
  }

  private thin(): void {
    this.list = this.list.filter((_, index) => index % 2 === 1);
    this.bytes = this.list.reduce((sum, checkpoint) => sum + bytesOf(checkpoint), 0);
    this.interval *= 2;
  }
}

function bytesOf({ heap, regions }: Checkpoint): number {
  return heap.byteLength + regions.byteLength;
}
