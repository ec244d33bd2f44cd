import { assert } from '../../base/assert';
import type { HeapMemory, HeapWord } from '../heap/heap-memory';
import type { Bytes } from '../tables/indices';
import { pagesOf, type Engine, type EngineStats, type OperationCounters, type VisitBlock } from './engine';
import { findBrokenFigures } from './engine-figures';
import type { ListedBlocks } from './free-blocks';
import { findBrokenTags } from './tagged-invariants';
import { firstHeader, FREE, strideForBytes, strideOf, usableBytes } from './tagged-layout';
import { decodeState, encodeState } from './tagged-state';

/**
 * A heap with boundary tags, laid out as `tagged-layout.ts` says: blocks are split to size and merged with free
 * neighbours at once. Which free block serves a request is the business of `lists`. What is here is what every such
 * heap answers; the calls themselves are `boundary-tag.ts`, and compiled for TLSF `assembly/tlsf.ts`.
 *
 * Everything above the last block is the *top*: taken only when no free block serves a request, grown back when the last
 * block goes (dlmalloc's top chunk; the one free block of an empty TLSF pool). It has no end, so placement does
 * not depend on the limit.
 */
export abstract class TaggedHeap implements Engine {
  readonly headerBytes = 4;
  protected readonly words: Int32Array;
  /** The first block's header. */
  protected readonly first: number;
  /** Where the next header beyond the last block would stand. */
  protected abstract top: number;
  /** Used blocks, and their strides. */
  protected abstract used: number;
  protected abstract usedWords: number;
  protected abstract readonly costs: Pick<OperationCounters, 'splits' | 'merges' | 'wordsCopied'>;
  protected abstract resetCosts(): void;

  /**
   * @param memory all zero; nobody else hands out its words
   * @param lists over the same memory, without blocks
   */
  protected constructor(
    readonly name: string,
    protected readonly memory: HeapMemory,
    private readonly lists: ListedBlocks,
  ) {
    this.words = memory.signedWords;
    this.first = firstHeader(lists.controlWords);
    assert(memory.extendTo(this.first + 1), 'a pool holds at least its control block');
    memory.retreatTo(this.first);
  }

  get usedBlocks(): number {
    return this.used;
  }

  abstract alloc(bytes: number, alignLog2: number): HeapWord;
  abstract free(payload: HeapWord): void;
  abstract realloc(payload: HeapWord, bytes: number, alignLog2: number): HeapWord;

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
    const { listNodes, bitmapProbes } = this.lists;
    return { listNodes, bitmapProbes, ...this.costs, pagesTouched: pagesOf(this.memory.footprintWords) };
  }

  reset(): void {
    this.clearOwnWords();
    this.resetCosts();
    this.lists.resetCounters();
  }

  private clearOwnWords(): void {
    const words = this.words;
    this.lists.clear();
    for (let block = this.first; block < this.top;) {
      const stride = strideOf(words[block]);
      if ((words[block] & FREE) !== 0) words[block + stride - 1] = 0;
      words[block] = 0;
      block += stride;
    }
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
