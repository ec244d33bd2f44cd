import {
  ALIVE,
  type Address,
  type BlockRow,
  type Bytes,
  type ContextId,
  type EventIndex,
  type ObjectId,
  type SiteId,
  type StackId,
} from './indices';
import { Table } from './table';

/** In `blocks.size`: the size does not fit and stands in `wideSizes`. */
export const WIDE = 0xffff_ffff;
/** In `placement.word`: this block has no place of its own in the simulated address space (backed, or it did not fit). */
export const NOT_PLACED = 0xffff_ffff;
/**
 * In `placement.word`: the first word beyond every heap, byte 4 GiB. Words below it are the engine's heap; from it on
 * lie the regions of `mmap` blocks, of which no bytes exist: never index the heap with such a word.
 */
export const FIRST_MAPPED_WORD = 2 ** 30;

/** Whether a placement lies in the engine's heap: not {@link NOT_PLACED}, and no region of an `mmap` block. */
export function isInHeap(word: number): boolean {
  return word < FIRST_MAPPED_WORD;
}

/** Whether a placement is the region of an `mmap` block. */
export function isMapped(word: number): boolean {
  return word >= FIRST_MAPPED_WORD && word !== NOT_PLACED;
}

/**
 * One row per block and place, in order of birth: a reallocation (or a silent move with the backing block) ends one
 * row and begins the next, linked by `previous`. A row is live at cursor c when birth ≤ c < death.
 *
 * Sparse columns cost nothing in traces that lack what they hold.
 */
export class BlockTable extends Table<BlockRow> {
  readonly birth = this.u32<EventIndex>();
  readonly death = this.u32<EventIndex>({ empty: ALIVE });
  /** Requested bytes, or {@link WIDE}; read it through {@link Trace.sizeOf} where wide blocks may occur. */
  readonly size = this.u32();
  readonly site = this.u32<SiteId>();
  readonly address = this.f64<Address>({ sparse: true });
  readonly previous = this.u32<BlockRow>({ sparse: true });
  /** Stack of the free or reallocation that ended the row, where the format records it. */
  readonly releaseStack = this.u32<StackId>({ sparse: true });
  /** For a block of a backed domain: the row that contained it at its birth. */
  readonly backing = this.u32<BlockRow>({ sparse: true });
  /** The block that owns this one at its birth (ralloc's parent). Later moves are events. */
  readonly owner = this.u32<BlockRow>({ sparse: true });
  readonly context = this.u32<ContextId>({ sparse: true });
  readonly object = this.u32<ObjectId>({ sparse: true });

  constructor() {
    super(1);
  }
}

/** Sizes of 2^32 − 1 bytes and more, by block row, in order of row. */
export class WideSizeTable extends Table<number> {
  readonly block = this.u32<BlockRow>();
  readonly size = this.f64<Bytes>();

  constructor() {
    super(0);
  }
}

/** Where the simulated address space has each block, by block row. Written by the replay; grown with `blocks`. */
export class PlacementTable extends Table<BlockRow> {
  /** Index of the payload's first 4-byte word, or {@link NOT_PLACED}; see {@link isInHeap} and {@link isMapped}. */
  readonly word = this.u32({ empty: NOT_PLACED });

  constructor() {
    super(1);
  }
}

/** Rows that an event ended beside its operand: replaced blocks, and blocks gone with their backing or context. */
export class SilentEndTable extends Table<number> {
  readonly event = this.u32<EventIndex>();
  readonly block = this.u32<BlockRow>();

  constructor() {
    super(0);
  }
}
