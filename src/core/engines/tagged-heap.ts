import { assert } from '../../base/assert';
import type { HeapMemory, HeapWord } from '../heap/heap-memory';
import type { Bytes } from '../tables/indices';
import { NO_ROOM, pagesOf, type Engine, type EngineStats, type OperationCounters, type VisitBlock } from './engine';
import type { FreeBlocks } from './free-blocks';
import { findBrokenFigures } from './engine-figures';
import { findBrokenTags } from './tagged-invariants';
import {
  BASE_ALIGN_LOG2, firstHeader, FREE, MAX_REQUEST, PREVIOUS_FREE, strideForBytes, strideOf, usableBytes,
} from './tagged-layout'; // prettier-ignore
import { decodeState, encodeState } from './tagged-state';

/** Largest alignment served: 1 GiB. */
const MAX_ALIGN_LOG2 = 30;
const BASE_ALIGN_WORDS = 1 << (BASE_ALIGN_LOG2 - 2);

/**
 * A heap with boundary tags, laid out as `tagged-layout.ts` says: blocks are split to size and merged with free
 * neighbours at once. Which free block serves a request is the business of `lists`.
 *
 * Everything above the last block is the *top*: taken only when no free block serves a request, grown back when the last
 * block goes (dlmalloc's top chunk; the one free block of an empty TLSF pool). It has no end, so placement does
 * not depend on the limit.
 */
export class TaggedHeap implements Engine {
  readonly headerBytes = 4;
  private readonly words: Int32Array;
  private readonly first: number;
  /** Where the next header beyond the last block would stand. */
  private top: number;
  private used = 0;
  private usedWords = 0;
  private splits = 0;
  private merges = 0;
  private wordsCopied = 0;

  /**
   * @param memory all zero; nobody else hands out its words
   * @param lists over the same memory, without blocks
   */
  constructor(
    readonly name: string,
    private readonly memory: HeapMemory,
    private readonly lists: FreeBlocks,
  ) {
    this.words = memory.signedWords;
    this.first = firstHeader(lists.controlWords);
    this.top = this.first;
    assert(memory.extendTo(this.first + 1), 'a pool holds at least its control block');
    memory.retreatTo(this.first);
  }

  get usedBlocks(): number {
    return this.used;
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
    let block = this.lists.take(stride);
    if (block === 0) {
      block = this.top;
      if (!this.extendTop(block + stride)) return NO_ROOM;
      this.words[block] = stride << 2;
    } else {
      this.settle(block, strideOf(this.words[block]), stride, 0);
    }
    this.used++;
    this.usedWords += stride;
    this.lists.placed(block + stride);
    return (block + 1) as HeapWord;
  }

  /** As {@link place}, for an alignment beyond what every block has. */
  private placeAligned(stride: number, alignLog2: number): HeapWord {
    if (alignLog2 > MAX_ALIGN_LOG2) return NO_ROOM;
    const alignWords = 1 << (alignLog2 - 2);
    // Payloads are 16-aligned, so the gap before an aligned one is nothing or room for a block of its own.
    const free = this.lists.take(stride + alignWords - BASE_ALIGN_WORDS);
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
    this.lists.placed(below + gap + stride);
    return ((gap === 0 ? below : this.cutGap(below, gap)) + 1) as HeapWord;
  }

  /** Frees the first `gap` words of a block that was just taken; the header of the rest. */
  private cutGap(block: number, gap: number): number {
    const words = this.words;
    const rest = block + gap;
    words[rest] = words[block] - (gap << 2);
    this.splits++;
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
    this.splits++;
    words[rest] = ((have - wanted) << 2) | FREE;
    words[end - 1] = rest;
    this.lists.insert(rest, have - wanted);
  }

  /** Header, footer, list and the next block's flag of a free block between used ones. */
  private markFree(block: number, stride: number): void {
    const words = this.words;
    words[block] = (stride << 2) | FREE;
    words[block + stride - 1] = block;
    words[block + stride] |= PREVIOUS_FREE;
    this.lists.insert(block, stride);
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
    const { words, lists } = this;
    const next = block + stride;
    if (previousFree !== 0) {
      const previous = words[block - 1];
      const previousStride = strideOf(words[previous]);
      lists.remove(previous, previousStride);
      words[block - 1] = 0;
      words[block] = 0;
      block = previous;
      stride += previousStride;
      this.merges++;
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
      lists.remove(next, nextStride);
      words[next] = 0;
      stride += nextStride;
      this.merges++;
    }
    words[block] = (stride << 2) | FREE;
    words[block + stride - 1] = block;
    lists.insert(block, stride);
  }

  private shrink(block: number, have: number, wanted: number): void {
    const words = this.words;
    words[block] = (wanted << 2) | (words[block] & PREVIOUS_FREE);
    this.usedWords -= have - wanted;
    this.splits++;
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
      this.lists.remove(next, nextStride);
      words[next] = 0;
      this.merges++;
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
    this.wordsCopied += copied;
    this.release(block);
    return moved;
  }

  usableSize(payload: HeapWord): Bytes {
    return usableBytes(strideOf(this.words[payload - 1])) as Bytes;
  }

  usableBytesFor(bytes: number): Bytes {
    return usableBytes(strideForBytes(bytes)) as Bytes;
  }

  walk(visit: VisitBlock): void {
    const words = this.words;
    let block = this.first;
    while (block < this.top) {
      const header = words[block];
      const stride = strideOf(header);
      visit((block + 1) as HeapWord, usableBytes(stride) as Bytes, (header & FREE) !== 0);
      block += stride;
    }
    const left = this.memory.footprintWords - this.top;
    if (left > 0) visit((this.top + 1) as HeapWord, usableBytes(left) as Bytes, true);
  }

  stats(): EngineStats {
    const footprint = this.memory.footprintWords;
    const headers = this.first + this.used;
    return {
      blocks: ((this.usedWords - this.used) * 4) as Bytes,
      usedBlocks: this.used,
      overhead: (headers * 4) as Bytes,
      free: ((footprint - this.first - this.usedWords) * 4) as Bytes,
      footprint: (footprint * 4) as Bytes,
      largestFree: (Math.max(this.lists.largest(), footprint - this.top) * 4) as Bytes,
    };
  }

  counters(): OperationCounters {
    const { splits, merges, wordsCopied, memory } = this;
    const { listNodes, bitmapProbes } = this.lists;
    return { listNodes, bitmapProbes, splits, merges, wordsCopied, pagesTouched: pagesOf(memory.footprintWords) };
  }

  reset(): void {
    this.clearOwnWords();
    this.splits = 0;
    this.merges = 0;
    this.wordsCopied = 0;
    this.lists.resetCounters();
  }

  private clearOwnWords(): void {
    const words = this.words;
    for (const block of this.lists.inOrder()) this.lists.remove(block, strideOf(words[block]));
    for (let block = this.first; block < this.top;) {
      const stride = strideOf(words[block]);
      if ((words[block] & FREE) !== 0) words[block + stride - 1] = 0;
      words[block] = 0;
      block += stride;
    }
    this.lists.clear();
    this.top = this.first;
    this.used = 0;
    this.usedWords = 0;
    this.memory.retreatTo(this.first);
  }

  saveState(): Uint8Array {
    const { lists, memory } = this;
    return encodeState(this.words, this.first, {
      footprint: memory.footprintWords,
      blocks: this.used + lists.count,
      freeInOrder: lists.inOrder(),
      extra: lists.extraState?.() ?? 0,
    });
  }

  restoreState(state: Uint8Array): void {
    this.clearOwnWords();
    const { top, footprint, usedBlocks, usedWords, freeInOrder, extra } = decodeState(state, this.words, this.first);
    for (const block of freeInOrder) this.lists.insert(block, strideOf(this.words[block]));
    this.lists.restoreExtraState?.(extra);
    assert(this.memory.extendTo(footprint), 'a state fits the pool that it was saved from');
    this.top = top;
    this.used = usedBlocks;
    this.usedWords = usedWords;
  }

  checkInvariants(): string | undefined {
    const stats = this.stats();
    const free = new Set<number>();
    const broken = findBrokenTags(this.words, this.first, this.top, stats, free);
    return broken ?? this.lists.findBrokenPromise(free) ?? findBrokenFigures(stats);
  }
}

function isAligned(payload: HeapWord, alignLog2: number): boolean {
  return alignLog2 <= BASE_ALIGN_LOG2 || (payload * 4) % 2 ** alignLog2 === 0;
}
