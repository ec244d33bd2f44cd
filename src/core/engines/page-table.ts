// What an engine of pages notes of each page, beside the heap: a record of eight numbers.

/** 0, or the class of the block or slab that begins with this page, + 1. */
export const KIND = 0;
/** The first page of the slab or block; of a free run's last page, the first one. */
export const HEAD = 1;

// For a slab, at its first page.
/** Free blocks from which requests are served: the first word of each is the next, 0 = none. */
export const FREE = 2;
/** Blocks freed since; they become the free list when that is empty. */
export const LOCAL_FREE = 3;
export const USED = 4;
/** Blocks from this one on were never handed out. */
export const FRESH = 5;
/** Neighbours in the queue of its class. */
export const NEXT = 6;
export const PREVIOUS = 7;

/** log2 of a page's words. */
export const PAGE_SHIFT = 10;
export const PAGE_WORDS = 1 << PAGE_SHIFT;

/** Records by page; index them with {@link recordOf} and a field. They are another array once the table has grown. */
export class PageTable {
  records = new Uint32Array(1 << 13);

  /** Makes room for pages below `end`. */
  reach(end: number): void {
    if (end << 3 <= this.records.length) return;
    const wider = new Uint32Array(Math.max(end << 3, 2 * this.records.length));
    wider.set(this.records);
    this.records = wider;
  }

  clear(): void {
    this.records.fill(0);
  }
}

/** Where the record of a page begins. */
export function recordOf(page: number): number {
  return page << 3;
}
