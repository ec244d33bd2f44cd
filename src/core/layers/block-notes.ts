import type { HeapWord } from '../heap/heap-memory';
import type { StateReader, StateWriter } from './state-writer';

/** Payloads stand at least 16 bytes apart, so a slot of four words belongs to one block. */
const SLOT_SHIFT = 2;
/** Slots of a page: 256 KiB of heap. A page without a note takes no memory. */
const PAGE_SHIFT = 14;
const PAGE_SLOTS = 1 << PAGE_SHIFT;
const PAGE_MASK = PAGE_SLOTS - 1;
/** Of the largest pool: 2^30 words. */
const PAGES = 1 << (30 - SLOT_SHIFT - PAGE_SHIFT);

/** Where in its page a block's notes are. */
function noteAt(block: HeapWord): number {
  return ((block >>> SLOT_SHIFT) & PAGE_MASK) << 1;
}

/**
 * What a layer knows about blocks, beside the heap: two numbers (0 … 2^32 − 1) a block, both 0 where nothing is noted.
 * Typed arrays by page: looking up costs one access, and a heap with notes lies where one without does.
 */
export class BlockNotes {
  /** In place of every page without a note; nobody writes into it. */
  private readonly blank = new Uint32Array(PAGE_SLOTS << 1);
  private readonly pages = new Array<Uint32Array>(PAGES).fill(this.blank);

  first(block: HeapWord): number {
    return this.pageOf(block)[noteAt(block)];
  }

  second(block: HeapWord): number {
    return this.pageOf(block)[noteAt(block) + 1];
  }

  set(block: HeapWord, first: number, second: number): void {
    let page = this.pageOf(block);
    if (page === this.blank) page = this.addPage(block);
    const at = noteAt(block);
    page[at] = first;
    page[at + 1] = second;
  }

  /** The page with the block's first note at {@link noteAt} and its second behind it; where both are 0, only to read. */
  private pageOf(block: HeapWord): Uint32Array {
    return this.pages[block >>> (SLOT_SHIFT + PAGE_SHIFT)];
  }

  private addPage(block: HeapWord): Uint32Array {
    const page = new Uint32Array(PAGE_SLOTS << 1);
    this.pages[block >>> (SLOT_SHIFT + PAGE_SHIFT)] = page;
    return page;
  }

  /** Forgets everything; pages stay for the next notes. */
  clear(): void {
    for (const page of this.pages) if (page !== this.blank) page.fill(0);
  }

  /** Visits what is noted, in order of address. `slot` is the block's first word, rounded down to four. */
  forEach(visit: (slot: HeapWord, first: number, second: number) => void): void {
    this.pages.forEach((page, index) => {
      if (page === this.blank) return;
      for (let at = 0; at < page.length; at += 2) {
        if (page[at] === 0 && page[at + 1] === 0) continue;
        visit((((index << PAGE_SHIFT) + (at >>> 1)) << SLOT_SHIFT) as HeapWord, page[at], page[at + 1]);
      }
    });
  }

  /** Their number, then of each: how many slots after the one before, first, second. */
  save(writer: StateWriter): void {
    let count = 0;
    this.forEach(() => count++);
    writer.put(count);
    let previous = 0;
    this.forEach((slot, first, second) => {
      writer.put((slot - previous) >>> SLOT_SHIFT);
      writer.put(first);
      writer.put(second);
      previous = slot;
    });
  }

  restore(reader: StateReader): void {
    this.clear();
    const count = reader.next();
    let slot = 0;
    for (let i = 0; i < count; i++) {
      slot += reader.next() << SLOT_SHIFT;
      const first = reader.next();
      this.set(slot as HeapWord, first, reader.next());
    }
  }
}
