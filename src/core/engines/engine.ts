import type { Bytes } from '../tables/indices';
import type { HeapWord } from '../heap/heap-memory';

/** What `alloc` and `realloc` return where the heap's limit left no room. Word 0 is never a payload. */
export const NO_ROOM = 0 as HeapWord;

/** Called for each block in order of address, used or free, without gap or overlap up to the footprint. */
export type VisitBlock = (payload: HeapWord, usableBytes: Bytes, isFree: boolean) => void;

/** Bytes of the pool at this instant. `footprint` = `blocks` + `overhead` + `free`, exactly. */
export interface EngineStats {
  /** Usable bytes of used blocks, rounding included. */
  readonly blocks: Bytes;
  readonly usedBlocks: number;
  /** Headers of used blocks and the engine's own tables. */
  readonly overhead: Bytes;
  /** Everything else below the footprint, headers of free blocks included: they go when free blocks merge. */
  readonly free: Bytes;
  /** Highest byte ever touched. */
  readonly footprint: Bytes;
  /** The largest of the spans that `free` sums. */
  readonly largestFree: Bytes;
}

/** What operations cost, in steps that are the same on every computer. */
export interface OperationCounters {
  /** Free blocks looked at to serve a request. */
  readonly listNodes: number;
  readonly bitmapProbes: number;
  readonly splits: number;
  readonly merges: number;
  /** 4-byte words copied because a reallocation moved its block. */
  readonly wordsCopied: number;
  /** Pages of 4 KiB below the footprint: each was touched once for the first time. */
  readonly pagesTouched: number;
}

/** Pages of 4 KiB that so many words reach into. */
export function pagesOf(words: number): number {
  return Math.ceil(words / 1024);
}

/**
 * A heap algorithm. It places blocks in a `HeapMemory` whose words are zero, and writes nothing there but its own
 * headers and links, which it clears when they are no longer in force: where payload stays zero, the heap's bytes
 * follow from block sizes, free flags and the order of free lists. Placement does not depend on the pool's limit.
 *
 * Blocks are named by the first word of their payload. A bad free is not the engine's business: whoever calls knows
 * that the block is live.
 */
export interface Engine {
  /** For people, in stamps and reports: `TLSF`. */
  readonly name: string;
  /** Number of blocks in use. */
  readonly usedBlocks: number;
  /**
   * A block of `bytes` (0 gives a unique one) aligned to 2^`alignLog2` bytes and at least to 16, where `bytes` is 8 or
   * less at least to 8; or {@link NO_ROOM}.
   */
  alloc(bytes: number, alignLog2: number): HeapWord;
  free(payload: HeapWord): void;
  /**
   * Makes the block `bytes` long and aligned as asked. The same payload back: it was done in place. Another one: the
   * block moved there, contents copied. {@link NO_ROOM}: the old block stays as it was.
   */
  realloc(payload: HeapWord, bytes: number, alignLog2: number): HeapWord;
  usableSize(payload: HeapWord): Bytes;
  /** Bytes of the header before each payload, 0 where there is none. */
  readonly headerBytes: number;
  /** Usable bytes of the block that a request of `bytes` without alignment gets: what is beyond `bytes` is slack. */
  usableBytesFor(bytes: number): Bytes;
  walk(visit: VisitBlock): void;
  stats(): EngineStats;
  counters(): OperationCounters;
  /** Back to an empty heap; counters too. Payload words that others wrote stay: `HeapMemory.clear` takes them. */
  reset(): void;
  /** Everything that a heap with zero payload consists of, compact; about a byte a block. Counters are not in it. */
  saveState(): Uint8Array;
  /** Makes the heap what it was at `saveState`, to the byte. */
  restoreState(state: Uint8Array): void;
  /** The first broken promise, in words; undefined when all hold. Costs a walk. */
  checkInvariants(): string | undefined;
}
