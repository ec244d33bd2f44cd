/**
 * The free blocks of a heap with boundary tags, found by size: what makes one such engine differ from another. Blocks
 * are words of headers, sizes are strides in words. Links may stand in the words between a free block's header
 * and its last word.
 */
export interface ListedBlocks {
  /** Words at the pool's beginning that are this structure's own: its lists' heads and bitmaps. */
  readonly controlWords: number;
  readonly count: number;
  /** Free blocks that requests have looked at. */
  readonly listNodes: number;
  readonly bitmapProbes: number;
  /** Takes in a free block, whose header is written. */
  insert(block: number, stride: number): void;
  /** Stride of the largest free block; 0 = there is none. */
  largest(): number;
  /** Every free block: inserted from the first to the last they make this structure again. */
  inOrder(): Uint32Array;
  /** A number that says what `inOrder` does not, and back; absent where there is nothing. */
  extraState?(): number;
  restoreExtraState?(value: number): void;
  /** Forgets all blocks: zeroes the control words, and the links in blocks. */
  clear(): void;
  resetCounters(): void;
  /** What breaks the structure's promises first, if exactly the blocks of `free` are free; it may empty the set. */
  findBrokenPromise(free: Set<number>): string | undefined;
}

/** With the calls that requests make. Whoever takes a block or removes it finds its links cleared. */
export interface FreeBlocks extends ListedBlocks {
  /** Takes out the free block that serves a request of `stride` words; 0 = there is none. */
  take(stride: number): number;
  remove(block: number, stride: number): void;
  /** Called with the word behind each block that was just placed. */
  placed(end: number): void;
}
