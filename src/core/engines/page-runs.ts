import type { HeapMemory } from '../heap/heap-memory';
import { FirstAtLeast } from './first-at-least';
import { HEAD, PAGE_WORDS, recordOf, type PageTable } from './page-table';

/** Page 0 is nobody's: word 0 stands for "no room". */
export const FIRST_PAGE = 1;

/**
 * Runs of pages in use, and free ones between them, which merge: the lowest free run that is long enough serves a
 * request. Above the last run is the *top*, taken where no free run serves, and grown back.
 */
export class PageRuns {
  /** The page beyond the last run. */
  top = FIRST_PAGE;
  splits = 0;
  merges = 0;
  /** Lengths of free runs, by their first page. */
  private readonly free = new FirstAtLeast(1 << 10);

  constructor(
    private readonly memory: HeapMemory,
    private readonly table: PageTable,
  ) {}

  get nodesSeen(): number {
    return this.free.nodesSeen;
  }

  /** Pages of the free run that begins with `page`; 0: none does. */
  freeFrom(page: number): number {
    return this.free.get(page);
  }

  get largestFree(): number {
    return this.free.largest;
  }

  /** The first of `pages` pages whose number is a multiple of `align`, a power of two; 0: the limit left no room. */
  take(pages: number, align: number): number {
    const run = this.free.find(FIRST_PAGE, pages + align - 1);
    if (run < 0) return this.takeFromTop(pages, align);
    const length = this.free.get(run);
    const first = Math.ceil(run / align) * align;
    const rest = run + length - first - pages;
    this.free.set(run, 0);
    if (first > run) this.split(run, first - run);
    if (rest > 0) this.split(first + pages, rest);
    return first;
  }

  private takeFromTop(pages: number, align: number): number {
    const first = Math.ceil(this.top / align) * align;
    if (!this.extendTop(first + pages)) return 0;
    if (first > this.top) this.split(this.top, first - this.top);
    this.top = first + pages;
    return first;
  }

  private extendTop(end: number): boolean {
    if (!this.memory.extendTo(end * PAGE_WORDS)) return false;
    this.table.reach(end);
    return true;
  }

  private split(page: number, pages: number): void {
    this.splits++;
    this.addFree(page, pages);
  }

  /** A free run between used ones. */
  addFree(page: number, pages: number): void {
    this.free.set(page, pages);
    this.table.records[recordOf(page + pages - 1) + HEAD] = page;
  }

  /** Merges pages that are no longer used with free neighbours, or with the top. */
  giveBack(page: number, pages: number): void {
    const before = page === FIRST_PAGE ? 0 : this.table.records[recordOf(page - 1) + HEAD];
    if (before !== 0 && before < page && before + this.free.get(before) === page) {
      this.free.set(before, 0);
      this.merges++;
      pages += page - before;
      page = before;
    }
    if (page + pages === this.top) {
      this.top = page;
      return;
    }
    const behind = this.free.get(page + pages);
    if (behind > 0) {
      this.free.set(page + pages, 0);
      this.merges++;
    }
    this.addFree(page, pages + behind);
  }

  /** Makes a run longer in place; false where neither a free run nor the top behind it has the room. */
  grow(page: number, have: number, wanted: number): boolean {
    const end = page + have;
    if (end === this.top) {
      if (!this.extendTop(page + wanted)) return false;
      this.top = page + wanted;
      return true;
    }
    const behind = this.free.get(end);
    if (have + behind < wanted) return false;
    this.free.set(end, 0);
    if (have + behind > wanted) this.split(page + wanted, have + behind - wanted);
    else this.merges++;
    return true;
  }

  /** Makes a run shorter. */
  cut(page: number, have: number, wanted: number): void {
    this.splits++;
    this.giveBack(page + wanted, have - wanted);
  }

  /** Nothing in use below page `top`: what a saved state goes on from. */
  restart(top: number): void {
    this.free.clear();
    this.table.reach(top);
    this.top = top;
  }

  resetCounters(): void {
    this.splits = 0;
    this.merges = 0;
    this.free.nodesSeen = 0;
  }
}
