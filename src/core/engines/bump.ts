import { assert } from '../../base/assert';
import { ByteReader } from '../../base/byte-reader';
import { ByteWriter } from '../../base/byte-writer';
import type { HeapMemory, HeapWord } from '../heap/heap-memory';
import type { Bytes } from '../tables/indices';
import { BumpBlocks } from './bump-blocks';
import { findBrokenFigures } from './engine-figures';
import { NO_ROOM, pagesOf, type Engine, type EngineStats, type OperationCounters, type VisitBlock } from './engine';

const MAX_REQUEST = 2 ** 32 - 64;
/** Largest alignment served: 1 GiB. */
const MAX_ALIGN_LOG2 = 30;
/** Words of a granule, which every block is a multiple of. */
const GRANULE = 4;
/** Granule 0 is no block: word 0 stands for "no room". */
const FIRST = GRANULE;

/**
 * A bump arena (Mesa's `linear_alloc`, LLVM's `BumpPtrAllocator`): each block lies behind the last one, without a header.
 * A free only counts; with the last one the whole arena begins anew. The last block grows and shrinks in place, others
 * shrink without giving anything back.
 *
 * Where blocks begin is noted beside the heap, for the map and for `usableSize`; an arena that is not looked at needs
 * none of it.
 */
export class Bump implements Engine {
  readonly name = 'Bump';
  readonly headerBytes = 0;
  private readonly blocks = new BumpBlocks();
  private top = FIRST;
  private usedWords = 0;
  private wordsCopied = 0;

  /** @param memory all zero; nobody else hands out its words */
  constructor(private readonly memory: HeapMemory) {
    assert(memory.extendTo(FIRST), 'a pool holds at least one granule');
  }

  get usedBlocks(): number {
    return this.blocks.used;
  }

  alloc(bytes: number, alignLog2: number): HeapWord {
    if (bytes > MAX_REQUEST || alignLog2 > MAX_ALIGN_LOG2) return NO_ROOM;
    const alignWords = Math.max(GRANULE, 2 ** (alignLog2 - 2));
    const block = Math.ceil(this.top / alignWords) * alignWords;
    const words = wordsFor(bytes);
    if (!this.memory.extendTo(block + words)) return NO_ROOM;
    if (block > this.top) this.blocks.addGap(this.top);
    this.blocks.add(block);
    this.top = block + words;
    this.usedWords += words;
    return block as HeapWord;
  }

  free(payload: HeapWord): void {
    const index = this.blocks.indexOf(payload);
    this.usedWords -= this.wordsAt(index);
    this.blocks.markFree(index);
    if (this.blocks.used > 0) return;
    this.blocks.clear();
    this.top = FIRST;
  }

  realloc(payload: HeapWord, bytes: number, alignLog2: number): HeapWord {
    if (bytes > MAX_REQUEST) return NO_ROOM;
    const index = this.blocks.indexOf(payload);
    const have = this.wordsAt(index);
    const wanted = wordsFor(bytes);
    const isAligned = (payload * 4) % 2 ** alignLog2 === 0;
    if (isAligned && index === this.blocks.count - 1 && this.memory.extendTo(payload + wanted)) {
      this.top = payload + wanted;
      this.usedWords += wanted - have;
      return payload;
    }
    if (isAligned && wanted <= have) return payload;
    const moved = this.alloc(bytes, alignLog2);
    if (moved === NO_ROOM) return NO_ROOM;
    const copied = Math.min(have, wanted);
    this.memory.signedWords.copyWithin(moved, payload, payload + copied);
    this.wordsCopied += copied;
    this.free(payload);
    return moved;
  }

  private wordsAt(index: number): number {
    const end = index === this.blocks.count - 1 ? this.top : this.blocks.at(index + 1);
    return end - this.blocks.at(index);
  }

  usableSize(payload: HeapWord): Bytes {
    return (this.wordsAt(this.blocks.indexOf(payload)) * 4) as Bytes;
  }

  usableBytesFor(bytes: number): Bytes {
    return (wordsFor(bytes) * 4) as Bytes;
  }

  walk(visit: VisitBlock): void {
    const { blocks } = this;
    for (let index = 0; index < blocks.count; index++) {
      visit(blocks.at(index) as HeapWord, (this.wordsAt(index) * 4) as Bytes, blocks.isFree(index));
    }
    const left = this.memory.footprintWords - this.top;
    if (left > 0) visit(this.top as HeapWord, (left * 4) as Bytes, true);
  }

  stats(): EngineStats {
    const footprint = this.memory.footprintWords;
    return {
      blocks: (this.usedWords * 4) as Bytes,
      usedBlocks: this.blocks.used,
      overhead: (FIRST * 4) as Bytes,
      free: ((footprint - FIRST - this.usedWords) * 4) as Bytes,
      footprint: (footprint * 4) as Bytes,
      largestFree: (this.largestFree() * 4) as Bytes,
    };
  }

  /** Words of the largest span that is not used: what lies above, or a freed block, which nothing can use again. */
  private largestFree(): number {
    let largest = this.memory.footprintWords - this.top;
    for (let index = 0; index < this.blocks.count; index++) {
      if (this.blocks.isFree(index)) largest = Math.max(largest, this.wordsAt(index));
    }
    return largest;
  }

  counters(): OperationCounters {
    const pagesTouched = pagesOf(this.memory.footprintWords);
    return { listNodes: 0, bitmapProbes: 0, splits: 0, merges: 0, wordsCopied: this.wordsCopied, pagesTouched };
  }

  reset(): void {
    this.wordsCopied = 0;
    this.blocks.clear();
    this.top = FIRST;
    this.usedWords = 0;
    this.memory.retreatTo(FIRST);
  }

  // A state: footprint in words, number of blocks, then for each its granules × 2 + 1 if free.

  saveState(): Uint8Array {
    const { blocks } = this;
    const out = new ByteWriter();
    out.varint(this.memory.footprintWords);
    out.varint(blocks.count);
    for (let index = 0; index < blocks.count; index++) {
      out.varint((this.wordsAt(index) / GRANULE) * 2 + (blocks.isFree(index) ? 1 : 0));
    }
    return out.written.slice();
  }

  restoreState(state: Uint8Array): void {
    const copied = this.wordsCopied;
    this.reset();
    this.wordsCopied = copied;
    const reader = new ByteReader(state);
    assert(this.memory.extendTo(reader.varint()), 'a state fits the pool that it was saved from');
    for (let left = reader.varint(); left > 0; left--) {
      const code = reader.varint();
      const words = Math.floor(code / 2) * GRANULE;
      if (code % 2 === 1) {
        this.blocks.addGap(this.top);
      } else {
        this.blocks.add(this.top);
        this.usedWords += words;
      }
      this.top += words;
    }
  }

  checkInvariants(): string | undefined {
    let usedWords = 0;
    let used = 0;
    for (let index = 0; index < this.blocks.count; index++) {
      if (this.wordsAt(index) <= 0) return `block ${this.blocks.at(index)} has no size`;
      if (this.blocks.isFree(index)) continue;
      used++;
      usedWords += this.wordsAt(index);
    }
    if (used !== this.blocks.used) return `${used} blocks are used, ${this.blocks.used} were counted`;
    if (usedWords !== this.usedWords) return `${usedWords} words are used, ${this.usedWords} were counted`;
    return findBrokenFigures(this.stats());
  }
}

function wordsFor(bytes: number): number {
  return Math.max(1, Math.ceil(bytes / 16)) * GRANULE;
}
