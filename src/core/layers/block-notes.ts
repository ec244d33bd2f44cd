import type { HeapWord } from '../heap/heap-memory';
import type { StateReader, StateWriter } from './state-writer';

/** Payloads stand at least 16 bytes apart, so a slot of four words belongs to one block. */
const SLOT_SHIFT = 2;
/** Slots of a page: 256 KiB of heap. A page without a note takes no memory. */
const PAGE_SHIFT = 14;
const PAGE_SLOTS = 1 << PAGE_SHIFT;
const PAGE_MASK = PAGE_SLOTS - 1;

/** Where in its page a block's notes are. */
export function noteAt(block: HeapWord): number {
  return ((block >>> SLOT_SHIFT) & PAGE_MASK) << 1;
}

/**
 * What a layer knows about blocks, beside the heap: two numbers (0 … 2^32 − 1) a block, both 0 where nothing is noted.
 * Typed arrays by page: looking up costs one access, and a heap with notes lies where one without does.
 */
export class BlockNotes {
  private readonly pages: (Uint32Array | undefined)[] = [];

  first(block: HeapWord): number {
    const page = this.pageOf(block);
    return page === undefined ? 0 : page[noteAt(block)];
  }

  second(block: HeapWord): number {
    const page = this.pageOf(block);
    return page === undefined ? 0 : page[noteAt(block) + 1];
  }

  set(block: HeapWord, first: number, second: number): void {
    const page = this.pageOf(block) ?? this.addPage(block >>> (SLOT_SHIFT + PAGE_SHIFT));
    const at = noteAt(block);
    page[at] = first;
    page[at + 1] = second;
  }

  /** The page with the block's first note at {@link noteAt} and its second behind it; undefined: there is none. */
  pageOf(block: HeapWord): Uint32Array | undefined {
    const index = block >>> (SLOT_SHIFT + PAGE_SHIFT);
    return index < this.pages.length ? this.pages[index] : undefined;
  }

  /** Forgets everything; pages stay for the next notes. */
  clear(): void {
    for (const page of this.pages) page?.fill(0);
  }

  /** Visits what is noted, in order of address. `slot` is the block's first word, rounded down to four. */
  forEach(visit: (slot: HeapWord, first: number, second: number) => void): void {
    this.pages.forEach((page, index) => {
      if (page === undefined) return;
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

  private addPage(index: number): Uint32Array {
    while (this.pages.length <= index) this.pages.push(undefined);
    const page = new Uint32Array(PAGE_SLOTS << 1);
    this.pages[index] = page;
    return page;
  }
}
