import { FirstAtLeast } from '../engines/first-at-least';
import { FIRST_MAPPED_WORD, NOT_PLACED } from '../tables/blocks';

/** As many words as a placement can name: what is mapped lies below. */
const END_WORD = 2 ** 32;

/**
 * Places for `mmap` blocks in the 12 GiB between the largest heap's end and what a 4-byte word index reaches: whole
 * pages, the lowest gap that is large enough. So does Linux in its legacy layout (`vm_unmapped_area`); in the usual one
 * it does the same from the top down. From the bottom up, regions begin at one address in every trace, and the map
 * reads as that of the heap does. Places depend on nothing but the requests: not on how large the heap may grow.
 *
 * Only places are handed out here: there is no memory behind them.
 */
export class MappedRegions {
  private readonly pageWords: number;
  private readonly pages: number;
  /** One past the last page in use; everything beyond is free. */
  private top = 0;
  /** Pages of each gap below the top, by its first page. */
  private readonly gaps = new FirstAtLeast(1 << 6);
  /** First page of each gap, by the page behind its last. */
  private readonly gapBefore = new Map<number, number>();
  /** Bytes asked for of each region, by its first page. */
  private readonly live = new Map<number, number>();
  private placedBytes = 0;
  private unplaced = 0;
  private unplacedBytes = 0;

  /** @param pageBytes a power of two, at least 4 KiB */
  constructor(pageBytes: number) {
    this.pageWords = pageBytes / 4;
    this.pages = (END_WORD - FIRST_MAPPED_WORD) / this.pageWords;
  }

  /** Regions that are mapped now, those without a place among them. */
  get count(): number {
    return this.live.size + this.unplaced;
  }

  /** Bytes asked for of all of them. */
  get bytes(): number {
    return this.placedBytes + this.unplacedBytes;
  }

  /** Regions that found no place: nothing so long was free. */
  get countUnplaced(): number {
    return this.unplaced;
  }

  /** The first word of a new region, or `NOT_PLACED`. A region of no bytes takes a page, so that it has a place. */
  map(bytes: number): number {
    const page = this.take(this.pagesOf(bytes));
    if (page < 0) return this.mapNowhere(bytes);
    this.add(page, bytes);
    return this.wordOf(page);
  }

  /** Gives back a region, `word` its first or `NOT_PLACED`, `bytes` what was asked for. */
  unmap(word: number, bytes: number): void {
    if (word === NOT_PLACED) {
      this.unplaced--;
      this.unplacedBytes -= bytes;
      return;
    }
    const page = this.pageOf(word);
    this.forget(page, bytes);
    this.giveBack(page, this.pagesOf(bytes));
  }

  /**
   * As `mremap` with `MREMAP_MAYMOVE`: a region becomes shorter or longer where it is, or moves to where it fits while
   * its old pages are still taken. Where it fits nowhere it is gone, and `NOT_PLACED` is its place.
   */
  remap(word: number, bytes: number, newBytes: number): number {
    if (word === NOT_PLACED) {
      this.unmap(word, bytes);
      return this.map(newBytes);
    }
    const page = this.pageOf(word);
    const [pages, wanted] = [this.pagesOf(bytes), this.pagesOf(newBytes)];
    if (wanted < pages) this.giveBack(page + wanted, pages - wanted);
    else if (wanted > pages && !this.extend(page + pages, wanted - pages)) {
      const moved = this.map(newBytes);
      this.unmap(word, bytes);
      return moved;
    }
    this.forget(page, bytes);
    this.add(page, newBytes);
    return word;
  }

  /** The regions that have a place, in order of address: first byte, bytes asked for, bytes of their pages. */
  forEach(visit: (start: number, bytes: number, mappedBytes: number) => void): void {
    for (const [page, bytes] of this.inOrder()) {
      visit(this.wordOf(page) * 4, bytes, this.pagesOf(bytes) * this.pageWords * 4);
    }
  }

  /** All that is mapped: where regions lie says where the gaps are. */
  save(): Float64Array {
    return Float64Array.from([this.unplaced, this.unplacedBytes, ...this.inOrder().flat()]);
  }

  /** Goes to a saved state; undefined: nothing is mapped. */
  restore(state: Float64Array = Float64Array.of(0, 0)): void {
    this.gaps.clear();
    this.gapBefore.clear();
    this.live.clear();
    this.top = 0;
    this.placedBytes = 0;
    [this.unplaced, this.unplacedBytes] = state;
    for (let at = 2; at < state.length; at += 2) {
      const [page, bytes] = [state[at], state[at + 1]];
      if (page > this.top) this.addGap(this.top, page - this.top);
      this.add(page, bytes);
      this.top = page + this.pagesOf(bytes);
    }
  }

  private inOrder(): [page: number, bytes: number][] {
    return [...this.live].sort(([a], [b]) => a - b);
  }

  private mapNowhere(bytes: number): number {
    this.unplaced++;
    this.unplacedBytes += bytes;
    return NOT_PLACED;
  }

  private add(page: number, bytes: number): void {
    this.live.set(page, bytes);
    this.placedBytes += bytes;
  }

  private forget(page: number, bytes: number): void {
    this.live.delete(page);
    this.placedBytes -= bytes;
  }

  /** The first of `pages` free pages, which are taken; −1: there are not so many in a row. */
  private take(pages: number): number {
    const gap = this.gaps.find(0, pages);
    const page = gap < 0 ? this.top : gap;
    return this.extend(page, pages) ? page : -1;
  }

  /** Takes `pages` pages from the beginning of the gap at `page`, or of what lies beyond the top; false: not free. */
  private extend(page: number, pages: number): boolean {
    if (page === this.top) {
      if (page + pages > this.pages) return false;
      this.top += pages;
      return true;
    }
    const free = this.gaps.get(page);
    if (free < pages) return false;
    this.removeGap(page, free);
    if (free > pages) this.addGap(page + pages, free - pages);
    return true;
  }

  /** Frees pages, which become one with the gaps beside them, or with what lies beyond the top. */
  private giveBack(page: number, pages: number): void {
    let from = page;
    let end = page + pages;
    const before = this.gapBefore.get(page);
    if (before !== undefined) {
      this.removeGap(before, page - before);
      from = before;
    }
    const behind = this.gaps.get(end);
    if (behind > 0) {
      this.removeGap(end, behind);
      end += behind;
    }
    if (end === this.top) this.top = from;
    else this.addGap(from, end - from);
  }

  private addGap(page: number, pages: number): void {
    this.gaps.set(page, pages);
    this.gapBefore.set(page + pages, page);
  }

  private removeGap(page: number, pages: number): void {
    this.gaps.set(page, 0);
    this.gapBefore.delete(page + pages);
  }

  private pagesOf(bytes: number): number {
    return Math.max(1, Math.ceil(bytes / (this.pageWords * 4)));
  }

  private wordOf(page: number): number {
    return FIRST_MAPPED_WORD + page * this.pageWords;
  }

  private pageOf(word: number): number {
    return (word - FIRST_MAPPED_WORD) / this.pageWords;
  }
}
