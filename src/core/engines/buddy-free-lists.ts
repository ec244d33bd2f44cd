// The control block is the pool's first 128 bytes: a bitmap of the orders that have a free block, then the head of each
// order's list. A free block's first word is the next of its list, its second the previous one; 0 = none.
export const CONTROL_WORDS = 32;
const MAP = 0;
const HEADS = 1;

/** Largest order: blocks of 2 GiB. */
export const MAX_ORDER = 27;

/** Words of a block: order 0 is a leaf of 16 bytes. */
export function wordsOf(order: number): number {
  return 4 << order;
}

/** Free blocks of a binary buddy heap, a list for each order, newest first. */
export class BuddyFreeLists {
  listNodes = 0;
  bitmapProbes = 0;

  constructor(private readonly words: Int32Array) {}

  /** The least order from `order` on that has a free block; −1 = none. */
  orderFrom(order: number): number {
    this.bitmapProbes++;
    const orders = this.words[MAP] & (-1 << order);
    return orders === 0 ? -1 : 31 - Math.clz32(orders & -orders);
  }

  newest(order: number): number {
    this.listNodes++;
    return this.words[HEADS + order];
  }

  insert(block: number, order: number): void {
    const words = this.words;
    const next = words[HEADS + order];
    words[block] = next;
    words[block + 1] = 0;
    if (next === 0) words[MAP] |= 1 << order;
    else words[next + 1] = block;
    words[HEADS + order] = block;
  }

  remove(block: number, order: number): void {
    const words = this.words;
    const next = words[block];
    const previous = words[block + 1];
    words[block] = 0;
    words[block + 1] = 0;
    if (next !== 0) words[next + 1] = previous;
    if (previous !== 0) words[previous] = next;
    else words[HEADS + order] = next;
    if (next === 0 && previous === 0) words[MAP] &= ~(1 << order);
  }

  /** Order of the largest free block; −1 = there is none. */
  largestOrder(): number {
    return 31 - Math.clz32(this.words[MAP]);
  }

  /** Blocks of one order, the newest first. */
  blocksOf(order: number): number[] {
    const blocks: number[] = [];
    for (let block = this.words[HEADS + order]; block !== 0; block = this.words[block]) blocks.push(block);
    return blocks;
  }

  /** Forgets all blocks and clears their links. */
  clear(): void {
    for (let order = 0; order <= MAX_ORDER; order++) {
      for (const block of this.blocksOf(order)) this.words.fill(0, block, block + 2);
    }
    this.words.fill(0, 0, CONTROL_WORDS);
  }

  resetCounters(): void {
    this.listNodes = 0;
    this.bitmapProbes = 0;
  }

  /** Every block on a list of its order, linked both ways, bitmap and lists agree. */
  findBrokenPromise(free: Map<number, number>): string | undefined {
    const words = this.words;
    for (let order = 0; order <= MAX_ORDER; order++) {
      const blocks = this.blocksOf(order);
      if (((words[MAP] >>> order) & 1) !== Math.min(blocks.length, 1)) return `order ${order}: wrong bit`;
      for (const [i, block] of blocks.entries()) {
        if (free.get(block) !== order) return `order ${order}: ${block} is no free block of it`;
        if (words[block + 1] !== (blocks[i - 1] ?? 0)) return `order ${order}: wrong back link at ${block}`;
        free.delete(block);
      }
    }
    return free.size === 0 ? undefined : `${free.size} free blocks are on no list`;
  }
}
