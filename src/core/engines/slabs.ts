import type { PageRuns } from './page-runs';
import {
  FREE, FRESH, HEAD, KIND, LOCAL_FREE, NEXT, PAGE_SHIFT, PREVIOUS, recordOf, USED, type PageTable,
} from './page-table'; // prettier-ignore
import { bytesOf, slabPages, SMALL_CLASSES } from './size-classes';

/**
 * Small blocks, cut from slabs of one class each (mimalloc's pages): a slab has its own free list, and a second one that
 * takes what is freed and follows when the first is used up. Blocks that were never handed out are not listed and come
 * last: their memory is not touched. Slabs with room stand in a queue, the first serves; a full one that
 * gets room goes to its end, an empty one gives its pages back at once.
 */
export class Slabs {
  listNodes = 0;
  /** Per class: words of a block, blocks of a slab, and its pages. */
  readonly blockWords = new Uint32Array(SMALL_CLASSES);
  readonly capacities = new Uint32Array(SMALL_CLASSES);
  readonly pages = new Uint32Array(SMALL_CLASSES);
  /** Per class: first and last slab of the queue, 0 = none. */
  private readonly heads = new Uint32Array(SMALL_CLASSES);
  private readonly tails = new Uint32Array(SMALL_CLASSES);

  constructor(
    private readonly words: Int32Array,
    private readonly table: PageTable,
    private readonly runs: PageRuns,
  ) {
    for (let index = 0; index < SMALL_CLASSES; index++) {
      this.blockWords[index] = bytesOf(index) / 4;
      this.pages[index] = slabPages(index);
      this.capacities[index] = (this.pages[index] << PAGE_SHIFT) / this.blockWords[index];
    }
  }

  /** A block of the class, or 0. */
  take(index: number): number {
    let slab = this.heads[index];
    if (slab === 0) slab = this.open(index);
    if (slab === 0) return 0;
    const { records } = this.table;
    const record = recordOf(slab);
    let block = records[record + FREE];
    if (block === 0) {
      block = records[record + LOCAL_FREE];
      records[record + LOCAL_FREE] = 0;
    }
    if (block === 0) {
      block = (slab << PAGE_SHIFT) + records[record + FRESH]++ * this.blockWords[index];
    } else {
      this.listNodes++;
      records[record + FREE] = this.words[block];
      this.words[block] = 0;
    }
    if (++records[record + USED] === this.capacities[index]) this.leaveQueue(slab, index);
    return block;
  }

  /** Frees a block of the slab. */
  giveBack(block: number, slab: number, index: number): void {
    const { records } = this.table;
    const record = recordOf(slab);
    if (records[record + USED]-- === this.capacities[index]) this.joinQueue(slab, index);
    this.words[block] = records[record + LOCAL_FREE];
    records[record + LOCAL_FREE] = block;
    if (records[record + USED] === 0) this.close(slab, index);
  }

  private open(index: number): number {
    const slab = this.runs.take(this.pages[index], 1);
    if (slab === 0) return 0;
    this.claim(slab, index);
    this.joinQueue(slab, index);
    return slab;
  }

  /** Notes that a slab of the class begins with page `slab`, nothing handed out. */
  claim(slab: number, index: number): void {
    const { records } = this.table;
    for (let page = slab; page < slab + this.pages[index]; page++) {
      records.fill(0, recordOf(page), recordOf(page + 1));
      records[recordOf(page) + HEAD] = slab;
    }
    records[recordOf(slab) + KIND] = index + 1;
  }

  private close(slab: number, index: number): void {
    this.leaveQueue(slab, index);
    this.clearLinks(slab);
    this.table.records[recordOf(slab) + KIND] = 0;
    this.runs.giveBack(slab, this.pages[index]);
  }

  /** Zeroes the links in a slab's free blocks. */
  clearLinks(slab: number): void {
    const { words } = this;
    for (const list of [FREE, LOCAL_FREE]) {
      for (let block = this.table.records[recordOf(slab) + list]; block !== 0;) {
        const next = words[block];
        words[block] = 0;
        block = next;
      }
    }
  }

  joinQueue(slab: number, index: number): void {
    const { records } = this.table;
    const last = this.tails[index];
    records[recordOf(slab) + PREVIOUS] = last;
    records[recordOf(slab) + NEXT] = 0;
    if (last === 0) this.heads[index] = slab;
    else records[recordOf(last) + NEXT] = slab;
    this.tails[index] = slab;
  }

  private leaveQueue(slab: number, index: number): void {
    const { records } = this.table;
    const next = records[recordOf(slab) + NEXT];
    const previous = records[recordOf(slab) + PREVIOUS];
    if (next === 0) this.tails[index] = previous;
    else records[recordOf(next) + PREVIOUS] = previous;
    if (previous === 0) this.heads[index] = next;
    else records[recordOf(previous) + NEXT] = next;
  }

  /** Blocks on one list of a slab ({@link FREE} or {@link LOCAL_FREE}), as numbers within it, in the list's order. */
  listed(slab: number, list: number): number[] {
    const { records } = this.table;
    const size = this.blockWords[records[recordOf(slab) + KIND] - 1];
    const blocks: number[] = [];
    for (let block = records[recordOf(slab) + list]; block !== 0; block = this.words[block]) {
      blocks.push((block - (slab << PAGE_SHIFT)) / size);
    }
    return blocks;
  }

  /** Makes a list of a slab from the numbers of its blocks. */
  relist(slab: number, list: number, blocks: readonly number[]): void {
    const { records } = this.table;
    const size = this.blockWords[records[recordOf(slab) + KIND] - 1];
    let next = 0;
    for (const number of [...blocks].reverse()) {
      const block = (slab << PAGE_SHIFT) + number * size;
      this.words[block] = next;
      next = block;
    }
    records[recordOf(slab) + list] = next;
  }

  /** Slabs of the class that have room, in the order in which they serve. */
  queue(index: number): number[] {
    const slabs: number[] = [];
    for (let slab = this.heads[index]; slab !== 0; slab = this.table.records[recordOf(slab) + NEXT]) slabs.push(slab);
    return slabs;
  }

  /** Words of the largest block that a slab has free; 0 = none. */
  largestFree(): number {
    const index = this.heads.findLastIndex((slab) => slab !== 0);
    return index < 0 ? 0 : this.blockWords[index];
  }

  /** Forgets all slabs. */
  clear(): void {
    this.heads.fill(0);
    this.tails.fill(0);
  }
}
