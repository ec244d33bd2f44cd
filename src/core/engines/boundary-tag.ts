import { assert } from '../../base/assert';
import type { HeapMemory, HeapWord } from '../heap/heap-memory';
import { FirstFitBlocks, NextFitBlocks } from './address-ordered-blocks';
import { BestFitBins } from './best-fit-bins';
import { NO_ROOM } from './engine';
import type { FreeBlocks } from './free-blocks';
import { TaggedHeap } from './tagged-heap';
import {
  BASE_ALIGN_LOG2, BASE_ALIGN_WORDS, FREE, MAX_ALIGN_LOG2, MAX_REQUEST, PREVIOUS_FREE, strideForBytes, strideOf,
} from './tagged-layout'; // prettier-ignore

/** Which of the free blocks that are large enough serves a request. */
export type FitPolicy = 'best' | 'first' | 'next';

const POLICIES: Record<FitPolicy, { name: string; over: (words: Int32Array) => FreeBlocks }> = {
  best: { name: 'Best fit', over: (words) => new BestFitBins(words) },
  first: { name: 'First fit', over: (words) => new FirstFitBlocks(words) },
  next: { name: 'Next fit', over: (words) => new NextFitBlocks(words) },
};

/** The classic heap with boundary tags (Knuth; Lea's dlmalloc), with one of three policies. */
export class BoundaryTag extends TaggedHeap {
  protected top: number;
  protected used = 0;
  protected usedWords = 0;
  protected readonly costs = { splits: 0, merges: 0, wordsCopied: 0 };
  private readonly blocks: FreeBlocks;

  /** @param memory all zero; nobody else hands out its words */
  constructor(memory: HeapMemory, policy: FitPolicy) {
    const { name, over } = POLICIES[policy];
    const blocks = over(memory.signedWords);
    super(name, memory, blocks);
    this.blocks = blocks;
    this.top = this.first;
  }

  protected resetCosts(): void {
    Object.assign(this.costs, { splits: 0, merges: 0, wordsCopied: 0 });
  }

  alloc(bytes: number, alignLog2: number): HeapWord {
    if (bytes > MAX_REQUEST) return NO_ROOM;
    const stride = strideForBytes(bytes);
    return alignLog2 > BASE_ALIGN_LOG2 ? this.placeAligned(stride, alignLog2) : this.place(stride);
  }

  free(payload: HeapWord): void {
    this.release(payload - 1);
  }

  realloc(payload: HeapWord, bytes: number, alignLog2: number): HeapWord {
    if (bytes > MAX_REQUEST) return NO_ROOM;
    const block = payload - 1;
    const have = strideOf(this.words[block]);
    const wanted = strideForBytes(bytes);
    if (!isAligned(payload, alignLog2)) return this.move(block, have, wanted, alignLog2);
    if (wanted < have) this.shrink(block, have, wanted);
    else if (wanted > have && !this.grow(block, have, wanted)) return this.move(block, have, wanted, alignLog2);
    return payload;
  }

  /** The payload of a new used block of `stride` words, or {@link NO_ROOM}. */
  private place(stride: number): HeapWord {
    let block = this.blocks.take(stride);
    if (block === 0) {
      block = this.top;
      if (!this.extendTop(block + stride)) return NO_ROOM;
      this.words[block] = stride << 2;
    } else {
      this.settle(block, strideOf(this.words[block]), stride, 0);
    }
    this.used++;
    this.usedWords += stride;
    this.blocks.placed(block + stride);
    return (block + 1) as HeapWord;
  }

  /** As {@link place}, for an alignment beyond what every block has. */
  private placeAligned(stride: number, alignLog2: number): HeapWord {
    if (alignLog2 > MAX_ALIGN_LOG2) return NO_ROOM;
    const alignWords = 1 << (alignLog2 - 2);
    // Payloads are 16-aligned, so the gap before an aligned one is nothing or room for a block of its own.
    const free = this.blocks.take(stride + alignWords - BASE_ALIGN_WORDS);
    const below = free === 0 ? this.top : free;
    const gap = -(below + 1) & (alignWords - 1);
    if (free === 0) {
      if (!this.extendTop(below + gap + stride)) return NO_ROOM;
      this.words[below] = (gap + stride) << 2;
    } else {
      this.settle(free, strideOf(this.words[free]), gap + stride, 0);
    }
    this.used++;
    this.usedWords += stride;
    this.blocks.placed(below + gap + stride);
    return ((gap === 0 ? below : this.cutGap(below, gap)) + 1) as HeapWord;
  }

  /** Frees the first `gap` words of a block that was just taken; the header of the rest. */
  private cutGap(block: number, gap: number): number {
    const words = this.words;
    const rest = block + gap;
    words[rest] = words[block] - (gap << 2);
    this.costs.splits++;
    this.markFree(block, gap);
    return rest;
  }

  private extendTop(end: number): boolean {
    // One word more: the sentinel at the top lies in the pool too.
    if (end >= this.memory.limitWords) return false;
    this.memory.extendTo(end);
    this.top = end;
    return true;
  }

  /** Gives `have` words to a used block of `wanted` words and a free one of the rest; the last were of an unlisted free one. */
  private settle(block: number, have: number, wanted: number, previousFree: number): void {
    const words = this.words;
    const end = block + have;
    words[block] = (wanted << 2) | previousFree;
    if (have === wanted) {
      words[end - 1] = 0;
      words[end] &= ~PREVIOUS_FREE;
      return;
    }
    // The block at `end` knows already that there is a free one before it.
    const rest = block + wanted;
    this.costs.splits++;
    words[rest] = ((have - wanted) << 2) | FREE;
    words[end - 1] = rest;
    this.blocks.insert(rest, have - wanted);
  }

  /** Header, footer, list and the next block's flag of a free block between used ones. */
  private markFree(block: number, stride: number): void {
    const words = this.words;
    words[block] = (stride << 2) | FREE;
    words[block + stride - 1] = block;
    words[block + stride] |= PREVIOUS_FREE;
    this.blocks.insert(block, stride);
  }

  private release(block: number): void {
    const header = this.words[block];
    assert((header & FREE) === 0, 'the engine was asked to free a free block');
    const stride = strideOf(header);
    this.used--;
    this.usedWords -= stride;
    this.giveBack(block, stride, header & PREVIOUS_FREE);
  }

  /** Merges words that are no longer used with free neighbours, or with the top. */
  private giveBack(block: number, stride: number, previousFree: number): void {
    const { words, blocks } = this;
    const next = block + stride;
    if (previousFree !== 0) {
      const previous = words[block - 1];
      const previousStride = strideOf(words[previous]);
      blocks.remove(previous, previousStride);
      words[block - 1] = 0;
      words[block] = 0;
      block = previous;
      stride += previousStride;
      this.costs.merges++;
    }
    if (next === this.top) {
      words[block] = 0;
      this.top = block;
      return;
    }
    const header = words[next];
    if ((header & FREE) === 0) {
      words[next] = header | PREVIOUS_FREE;
    } else {
      // Its footer is that of the merged block, and the block after it knows already that there is a free one before it.
      const nextStride = strideOf(header);
      blocks.remove(next, nextStride);
      words[next] = 0;
      stride += nextStride;
      this.costs.merges++;
    }
    words[block] = (stride << 2) | FREE;
    words[block + stride - 1] = block;
    blocks.insert(block, stride);
  }

  private shrink(block: number, have: number, wanted: number): void {
    const words = this.words;
    words[block] = (wanted << 2) | (words[block] & PREVIOUS_FREE);
    this.usedWords -= have - wanted;
    this.costs.splits++;
    this.giveBack(block + wanted, have - wanted, 0);
  }

  /** In place, into the free block that follows or into the top; false where neither has the room. */
  private grow(block: number, have: number, wanted: number): boolean {
    const words = this.words;
    const previousFree = words[block] & PREVIOUS_FREE;
    const next = block + have;
    if (next === this.top) {
      if (!this.extendTop(block + wanted)) return false;
      words[block] = (wanted << 2) | previousFree;
    } else {
      const header = words[next];
      const nextStride = strideOf(header);
      if ((header & FREE) === 0 || have + nextStride < wanted) return false;
      this.blocks.remove(next, nextStride);
      words[next] = 0;
      this.costs.merges++;
      this.settle(block, have + nextStride, wanted, previousFree);
    }
    this.usedWords += wanted - have;
    return true;
  }

  private move(block: number, have: number, wanted: number, alignLog2: number): HeapWord {
    const moved = alignLog2 > BASE_ALIGN_LOG2 ? this.placeAligned(wanted, alignLog2) : this.place(wanted);
    if (moved === NO_ROOM) return NO_ROOM;
    const copied = Math.min(have, wanted) - 1;
    this.words.copyWithin(moved, block + 1, block + 1 + copied);
    this.costs.wordsCopied += copied;
    this.release(block);
    return moved;
  }
}

function isAligned(payload: HeapWord, alignLog2: number): boolean {
  return alignLog2 <= BASE_ALIGN_LOG2 || (payload * 4) % 2 ** alignLog2 === 0;
}
