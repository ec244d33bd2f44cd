import { assert } from '../../base/assert';
import { ByteReader } from '../../base/byte-reader';
import { ByteWriter } from '../../base/byte-writer';
import type { HeapMemory, HeapWord } from '../heap/heap-memory';
import type { Bytes } from '../tables/indices';
import { BuddyFreeLists, CONTROL_WORDS, MAX_ORDER, wordsOf } from './buddy-free-lists';
import { findBrokenFigures } from './engine-figures';
import { NO_ROOM, pagesOf, type Engine, type EngineStats, type OperationCounters, type VisitBlock } from './engine';

const MAX_REQUEST = 2 ** 31;
/** Largest alignment served: 1 GiB. */
const MAX_ALIGN_LOG2 = 30;
/** log2 of a leaf, in bytes. */
const LEAF_LOG2 = 4;
/** Tag of a free block: this and its order + 1. A used block's tag is its order + 1, 0 is no beginning of a block. */
const FREE = 0x80;

/**
 * Binary buddies over leaves of 16 bytes (Knowlton; TAOCP 2.5): a block has a power of two of bytes and is
 * aligned to it; its buddy, with which it merges, differs in that one bit of the address. No headers: a tag for each leaf
 * stands beside the heap, as a kernel keeps it with its page descriptors.
 *
 * What lies above the last block is not split into buddies yet: it is the *top*, taken where no list serves a request,
 * and grown back when the block below it goes. So placement does not depend on the limit.
 */
export class Buddy implements Engine {
  readonly name = 'Buddy';
  readonly headerBytes = 0;
  private readonly words: Int32Array;
  private readonly lists: BuddyFreeLists;
  private tags = new Uint8Array(1 << 16);
  private top = CONTROL_WORDS;
  private used = 0;
  private usedWords = 0;
  private splits = 0;
  private merges = 0;
  private wordsCopied = 0;

  /** @param memory all zero; nobody else hands out its words */
  constructor(private readonly memory: HeapMemory) {
    this.words = memory.signedWords;
    this.lists = new BuddyFreeLists(memory.signedWords);
    assert(memory.extendTo(CONTROL_WORDS), 'a pool holds at least its control block');
  }

  get usedBlocks(): number {
    return this.used;
  }

  alloc(bytes: number, alignLog2: number): HeapWord {
    if (bytes > MAX_REQUEST || alignLog2 > MAX_ALIGN_LOG2) return NO_ROOM;
    const order = orderFor(bytes);
    const taken = Math.max(order, alignLog2 - LEAF_LOG2);
    const block = this.take(taken);
    if (block === 0) return NO_ROOM;
    this.tags[block >>> 2] = order + 1;
    this.giveBackAbove(block, taken, order);
    this.used++;
    this.usedWords += wordsOf(order);
    return block as HeapWord;
  }

  /** A block of `order` that is on no list any more, or 0. */
  private take(order: number): number {
    const found = this.lists.orderFrom(order);
    if (found < 0) return this.takeFromTop(order);
    const block = this.lists.newest(found);
    this.unlist(block, found);
    for (let half = found - 1; half >= order; half--) {
      this.splits++;
      this.list(block + wordsOf(half), half);
    }
    return block;
  }

  private takeFromTop(order: number): number {
    const size = wordsOf(order);
    const block = (this.top + size - 1) & -size;
    if (!this.extendTop(block + size)) return 0;
    // The gap before it, in blocks as large as its addresses allow.
    for (let gap = this.top; gap < block; gap += gap & -gap) this.list(gap, 29 - Math.clz32(gap & -gap));
    this.top = block + size;
    return block;
  }

  private extendTop(end: number): boolean {
    if (!this.memory.extendTo(end)) return false;
    if (end >>> 2 > this.tags.length) {
      const wider = new Uint8Array(Math.max(end >>> 2, 2 * this.tags.length));
      wider.set(this.tags);
      this.tags = wider;
    }
    return true;
  }

  private list(block: number, order: number): void {
    this.tags[block >>> 2] = FREE | (order + 1);
    this.lists.insert(block, order);
  }

  private unlist(block: number, order: number): void {
    this.tags[block >>> 2] = 0;
    this.lists.remove(block, order);
  }

  /** Frees what a block of order `have` has beyond its first part of order `wanted`, the largest half first. */
  private giveBackAbove(block: number, have: number, wanted: number): void {
    for (let half = have - 1; half >= wanted; half--) {
      this.splits++;
      this.release(block + wordsOf(half), half);
    }
  }

  free(payload: HeapWord): void {
    const order = this.orderOf(payload);
    this.used--;
    this.usedWords -= wordsOf(order);
    this.tags[payload >>> 2] = 0;
    this.release(payload, order);
  }

  /** Merges a block with its buddy as long as that is free, and lists what came out or gives it to the top. */
  private release(block: number, order: number): void {
    while (order < MAX_ORDER) {
      const buddy = block ^ wordsOf(order);
      if (buddy >= this.top || this.tags[buddy >>> 2] !== (FREE | (order + 1))) break;
      this.unlist(buddy, order);
      this.merges++;
      if (buddy < block) block = buddy;
      order++;
    }
    if (block + wordsOf(order) === this.top) this.retreatTo(block);
    else this.list(block, order);
  }

  /** Gives the words from `block` on to the top, and free blocks that end there after them. */
  private retreatTo(block: number): void {
    this.top = block;
    for (let order = 0; wordsOf(order) <= (this.top & -this.top); order++) {
      const below = this.top - wordsOf(order);
      if (below < CONTROL_WORDS) return;
      if (this.tags[below >>> 2] !== (FREE | (order + 1))) continue;
      this.unlist(below, order);
      this.merges++;
      this.top = below;
      order = -1;
    }
  }

  realloc(payload: HeapWord, bytes: number, alignLog2: number): HeapWord {
    if (bytes > MAX_REQUEST) return NO_ROOM;
    const have = this.orderOf(payload);
    const wanted = orderFor(bytes);
    if (!isAligned(payload, alignLog2)) return this.move(payload, bytes, alignLog2);
    if (wanted > have && !this.grow(payload, have, wanted)) return this.move(payload, bytes, alignLog2);
    this.tags[payload >>> 2] = wanted + 1;
    this.usedWords += wordsOf(wanted) - wordsOf(have);
    this.giveBackAbove(payload, have, wanted);
    return payload;
  }

  /** In place, when every buddy on the way up lies above and is free, or is the top. */
  private grow(block: number, have: number, wanted: number): boolean {
    const end = block + wordsOf(wanted);
    if ((block & (wordsOf(wanted) - 1)) !== 0) return false;
    for (let order = have; order < wanted && block + wordsOf(order) !== this.top; order++) {
      if (this.tags[(block + wordsOf(order)) >>> 2] !== (FREE | (order + 1))) return false;
    }
    if (end > this.top && !this.extendTop(end)) return false;
    for (let order = have; order < wanted && block + wordsOf(order) < this.top; order++) {
      this.unlist(block + wordsOf(order), order);
      this.merges++;
    }
    if (end > this.top) this.top = end;
    return true;
  }

  private move(payload: HeapWord, bytes: number, alignLog2: number): HeapWord {
    const moved = this.alloc(bytes, alignLog2);
    if (moved === NO_ROOM) return NO_ROOM;
    const copied = Math.min(wordsOf(this.orderOf(payload)), wordsOf(this.orderOf(moved)));
    this.words.copyWithin(moved, payload, payload + copied);
    this.wordsCopied += copied;
    this.free(payload);
    return moved;
  }

  private orderOf(payload: number): number {
    const tag = this.tags[payload >>> 2];
    assert(tag > 0 && tag < FREE, 'the engine was asked about a word where no used block begins');
    return tag - 1;
  }

  usableSize(payload: HeapWord): Bytes {
    return (wordsOf(this.orderOf(payload)) * 4) as Bytes;
  }

  usableBytesFor(bytes: number): Bytes {
    return (wordsOf(orderFor(bytes)) * 4) as Bytes;
  }

  walk(visit: VisitBlock): void {
    for (let block = CONTROL_WORDS; block < this.top;) {
      const tag = this.tags[block >>> 2];
      const size = wordsOf((tag & ~FREE) - 1);
      visit(block as HeapWord, (size * 4) as Bytes, (tag & FREE) !== 0);
      block += size;
    }
    const left = this.memory.footprintWords - this.top;
    if (left > 0) visit(this.top as HeapWord, (left * 4) as Bytes, true);
  }

  stats(): EngineStats {
    const footprint = this.memory.footprintWords;
    const largest = this.lists.largestOrder();
    return {
      blocks: (this.usedWords * 4) as Bytes,
      usedBlocks: this.used,
      overhead: (CONTROL_WORDS * 4) as Bytes,
      free: ((footprint - CONTROL_WORDS - this.usedWords) * 4) as Bytes,
      footprint: (footprint * 4) as Bytes,
      largestFree: (Math.max(largest < 0 ? 0 : wordsOf(largest), footprint - this.top) * 4) as Bytes,
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
    this.lists.clear();
    this.tags.fill(0, 0, this.top >>> 2);
    this.top = CONTROL_WORDS;
    this.used = 0;
    this.usedWords = 0;
    this.memory.retreatTo(CONTROL_WORDS);
  }

  // A state: footprint and top in words, the tag of each block in order of address, then for each order the number of its
  // free blocks and their words / 4, the oldest first.

  saveState(): Uint8Array {
    const out = new ByteWriter();
    out.varint(this.memory.footprintWords);
    out.varint(this.top);
    for (let block = CONTROL_WORDS; block < this.top;) {
      const tag = this.tags[block >>> 2];
      out.u8(tag);
      block += wordsOf((tag & ~FREE) - 1);
    }
    for (let order = 0; order <= MAX_ORDER; order++) {
      const blocks = this.lists.blocksOf(order).reverse();
      out.varint(blocks.length);
      for (const block of blocks) out.varint(block >>> 2);
    }
    return out.written.slice();
  }

  restoreState(state: Uint8Array): void {
    this.clearOwnWords();
    const reader = new ByteReader(state);
    assert(this.extendTop(reader.varint()), 'a state fits the pool that it was saved from');
    this.top = reader.varint();
    for (let block = CONTROL_WORDS; block < this.top;) {
      const tag = reader.u8();
      const size = wordsOf((tag & ~FREE) - 1);
      this.tags[block >>> 2] = tag;
      if ((tag & FREE) === 0) {
        this.used++;
        this.usedWords += size;
      }
      block += size;
    }
    for (let order = 0; order <= MAX_ORDER; order++) {
      for (let left = reader.varint(); left > 0; left--) this.lists.insert(reader.varint() << 2, order);
    }
  }

  checkInvariants(): string | undefined {
    const free = new Map<number, number>();
    return this.findBrokenBlock(free) ?? this.lists.findBrokenPromise(free) ?? findBrokenFigures(this.stats());
  }

  /** Blocks are aligned to their size, follow each other, and no two free ones could merge. Collects free ones. */
  private findBrokenBlock(free: Map<number, number>): string | undefined {
    let usedWords = 0;
    let end = CONTROL_WORDS;
    while (end < this.top) {
      const tag = this.tags[end >>> 2];
      const order = (tag & ~FREE) - 1;
      if (order < 0) return `no block begins at ${end}`;
      if (end % wordsOf(order) !== 0) return `block ${end} is not aligned to its size`;
      if ((tag & FREE) === 0) usedWords += wordsOf(order);
      else if (free.get(end ^ wordsOf(order)) === order) return `${end} was not merged with its buddy`;
      else free.set(end, order);
      end += wordsOf(order);
      if (end === this.top && (tag & FREE) !== 0) return 'the last free block was not merged with the top';
    }
    if (end !== this.top) return `the last block ends at ${end}, not at the top ${this.top}`;
    return usedWords === this.usedWords ? undefined : `${usedWords} words are used, ${this.usedWords} were counted`;
  }
}

/** Order of the smallest block that holds `bytes` ≤ 2^31. */
function orderFor(bytes: number): number {
  return bytes <= 1 << LEAF_LOG2 ? 0 : 32 - Math.clz32(bytes - 1) - LEAF_LOG2;
}

function isAligned(payload: number, alignLog2: number): boolean {
  return alignLog2 <= LEAF_LOG2 || (payload * 4) % 2 ** alignLog2 === 0;
}
