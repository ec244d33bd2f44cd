import { BestFitTries } from './best-fit-tries';
import { SMALL_BINS, TREE_BINS } from './best-fit-mapping';
import type { FreeBlocks } from './free-blocks';
import { listedInOrder } from './free-lists';
import { strideOf } from './tagged-layout';

// The control words.
/** One bit per small bin that has a block. */
const SMALL_MAP = 0;
const TREE_MAP = 1;
/** The first block of each small bin. */
const SMALL_HEADS = 2;
const TREES = SMALL_HEADS + SMALL_BINS;
const CONTROL_WORDS = TREES + TREE_BINS;

/** A stride below this many words has a bin of its own. */
const LARGE = SMALL_BINS * 4;

/**
 * The smallest free block that is large enough, found as in dlmalloc 2.8: a list for each size below 512 bytes, newest
 * first, and bitwise tries above. Its *designated victim* is left out: that is a cache, which trades fit for speed.
 */
export class BestFitBins implements FreeBlocks {
  readonly controlWords = CONTROL_WORDS;
  count = 0;
  bitmapProbes = 0;
  private heads = 0;
  private readonly tries: BestFitTries;

  constructor(private readonly words: Int32Array) {
    this.tries = new BestFitTries(words, TREE_MAP, TREES);
  }

  get listNodes(): number {
    return this.heads + this.tries.nodesSeen;
  }

  take(stride: number): number {
    const block = this.find(stride);
    if (block !== 0) this.remove(block, strideOf(this.words[block]));
    return block;
  }

  private find(stride: number): number {
    this.bitmapProbes++;
    if (stride >= LARGE) return this.tries.find(stride);
    const bins = this.words[SMALL_MAP] & (-1 << (stride >>> 2));
    if (bins === 0) {
      this.bitmapProbes++;
      return this.tries.smallest();
    }
    this.heads++;
    return this.words[SMALL_HEADS + 31 - Math.clz32(bins & -bins)];
  }

  insert(block: number, stride: number): void {
    this.count++;
    if (stride >= LARGE) {
      this.tries.insert(block, stride);
      return;
    }
    const words = this.words;
    const bin = stride >>> 2;
    const next = words[SMALL_HEADS + bin];
    if (next === 0) words[SMALL_MAP] |= 1 << bin;
    else words[next + 2] = block;
    words[block + 1] = next;
    words[block + 2] = 0;
    words[SMALL_HEADS + bin] = block;
  }

  remove(block: number, stride: number): void {
    this.count--;
    if (stride >= LARGE) {
      this.tries.remove(block);
      return;
    }
    const words = this.words;
    const next = words[block + 1];
    const previous = words[block + 2];
    words[block + 1] = 0;
    words[block + 2] = 0;
    if (next !== 0) words[next + 2] = previous;
    if (previous !== 0) {
      words[previous + 1] = next;
      return;
    }
    words[SMALL_HEADS + (stride >>> 2)] = next;
    if (next === 0) words[SMALL_MAP] &= ~(1 << (stride >>> 2));
  }

  placed(): void {
    // Where the last block lies does not matter here.
  }

  largest(): number {
    if (this.words[TREE_MAP] !== 0) return this.tries.largest();
    const bins = this.words[SMALL_MAP];
    return bins === 0 ? 0 : (31 - Math.clz32(bins)) * 4;
  }

  inOrder(): Uint32Array {
    const blocks = listedInOrder(this.words, SMALL_HEADS, SMALL_BINS, this.count);
    let filled = 0;
    this.tries.forEach((block) => {
      blocks[filled++] = block;
    });
    return blocks;
  }

  clear(): void {
    for (const block of this.inOrder()) this.remove(block, strideOf(this.words[block]));
    this.words.fill(0, 0, CONTROL_WORDS);
    this.count = 0;
  }

  resetCounters(): void {
    this.heads = 0;
    this.bitmapProbes = 0;
    this.tries.nodesSeen = 0;
  }

  findBrokenPromise(free: Set<number>): string | undefined {
    const words = this.words;
    for (let bin = 0; bin < SMALL_BINS; bin++) {
      const head = words[SMALL_HEADS + bin];
      if (((words[SMALL_MAP] >>> bin) & 1) !== (head === 0 ? 0 : 1)) return `small bin ${bin}: wrong bit`;
      let previous = 0;
      for (let block = head; block !== 0; block = words[block + 1]) {
        if (!free.delete(block)) return `small bin ${bin}: ${block} is not a free block, or listed twice`;
        if (words[block + 2] !== previous) return `small bin ${bin}: wrong back link at ${block}`;
        if (strideOf(words[block]) !== bin * 4) return `block ${block} is in a wrong small bin`;
        previous = block;
      }
    }
    const broken = this.tries.findBrokenPromise(free);
    return broken ?? (free.size === 0 ? undefined : `${free.size} free blocks are in no bin`);
  }
}
