import { NO_ROOM } from '../engines/engine';
import type { HeapWord } from '../heap/heap-memory';
import { BlockNotes } from './block-notes';

const FREED = 1;
const PRESENT = 2;
/** In the second fact, above the flags: the block's word modulo four, then log2 of its alignment. */
const WORD_SHIFT = 2;
const ALIGN_SHIFT = 4;

/** The debug layer's blocks, from the oldest to the newest, with what it notes of each beside the heap. 0 = none. */
export class DebugList {
  /** Previous and next block. */
  private readonly links = new BlockNotes();
  /** Bytes, and what {@link PRESENT} to {@link ALIGN_SHIFT} say. */
  private readonly facts = new BlockNotes();
  private newest = NO_ROOM;
  private count = 0;

  get length(): number {
    return this.count;
  }

  /** Adds a block as the newest. */
  append(block: HeapWord, bytes: number, alignLog2: number): void {
    this.insert(block, this.newest, NO_ROOM, bytes, alignLog2);
  }

  /** Adds a block that is older than `newer`, by one place. */
  insertBefore(block: HeapWord, newer: HeapWord, bytes: number, alignLog2: number): void {
    this.insert(block, this.previous(newer), newer, bytes, alignLog2);
  }

  private insert(block: HeapWord, previous: HeapWord, next: HeapWord, bytes: number, alignLog2: number): void {
    this.facts.set(block, bytes, (alignLog2 << ALIGN_SHIFT) | ((block & 3) << WORD_SHIFT) | PRESENT);
    this.links.set(block, previous, next);
    this.setNext(previous, block);
    this.setPrevious(next, block);
    this.count++;
  }

  remove(block: HeapWord): void {
    this.setNext(this.previous(block), this.next(block));
    this.setPrevious(this.next(block), this.previous(block));
    this.links.set(block, 0, 0);
    this.facts.set(block, 0, 0);
    this.count--;
  }

  private setNext(block: HeapWord, next: HeapWord): void {
    if (block !== NO_ROOM) this.links.set(block, this.previous(block), next);
  }

  private setPrevious(block: HeapWord, previous: HeapWord): void {
    if (block === NO_ROOM) this.newest = previous;
    else this.links.set(block, previous, this.next(block));
  }

  previous(block: HeapWord): HeapWord {
    return this.links.first(block) as HeapWord;
  }

  next(block: HeapWord): HeapWord {
    return this.links.second(block) as HeapWord;
  }

  /** Whether `block` is one of the list. */
  has(block: HeapWord): boolean {
    const facts = this.facts.second(block);
    return (facts & PRESENT) !== 0 && ((facts >>> WORD_SHIFT) & 3) === (block & 3);
  }

  bytes(block: HeapWord): number {
    return this.facts.first(block);
  }

  alignLog2(block: HeapWord): number {
    return this.facts.second(block) >>> ALIGN_SHIFT;
  }

  isFreed(block: HeapWord): boolean {
    return (this.facts.second(block) & FREED) !== 0;
  }

  markFreed(block: HeapWord): void {
    this.facts.set(block, this.bytes(block), this.facts.second(block) | FREED);
  }

  forEachFromNewest(visit: (block: HeapWord) => void): void {
    for (let block = this.newest; block !== NO_ROOM; block = this.previous(block)) visit(block);
  }

  clear(): void {
    this.links.clear();
    this.facts.clear();
    this.newest = NO_ROOM;
    this.count = 0;
  }
}
