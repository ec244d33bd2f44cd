import { addBlocks, type SiteFiguresByMetric } from '../tables/site-figures';

// A kind's row in `words`, half a cache line: its site and the size of its blocks; how many of them were given, are live,
// were taken by the very next event; and how many were live at the peak numbered `PEAK`, if any came or went since.
export const SITE = 0;
export const SIZE = 1;
export const GIVEN = 2;
export const LIVE = 3;
export const TEMPORARY = 4;
export const PEAK = 5;
export const LIVE_AT_PEAK = 6;
export const KIND_WORDS = 8;
/** In a row's size: it does not fit and stands in `wideSizes`. */
export const WIDE_SIZE = 0xffff_ffff;

const FIRST_KINDS = 1024;

/**
 * Kinds of allocation (site and size), numbered from 0, with what is counted of each.
 *
 * Rows rather than columns: an event touches all of one kind, and there are millions of kinds.
 */
export class AllocationKinds {
  count = 0;
  words = new Uint32Array(FIRST_KINDS * KIND_WORDS);
  private readonly wideSizes = new Map<number, number>();

  add(site: number, size: number): void {
    const kind = this.count++;
    const row = kind * KIND_WORDS;
    if (row >= this.words.length) {
      // Far ahead: memory costs nothing until it is touched, copying it does.
      const wider = new Uint32Array(this.words.length * 8);
      wider.set(this.words);
      this.words = wider;
    }
    this.words[row + SITE] = site;
    this.words[row + SIZE] = Math.min(size, WIDE_SIZE);
    if (size >= WIDE_SIZE) this.wideSizes.set(kind, size);
  }

  /** Adds up by site what was counted by kind; `highest` is the number of the highest peak. */
  addTo({ allocated, temporary, peak, leaked }: SiteFiguresByMetric, highest: number): void {
    const { words } = this;
    for (let kind = 0; kind < this.count; kind++) {
      const row = kind * KIND_WORDS;
      const site = words[row + SITE];
      const size = this.sizeOf(kind);
      addBlocks(allocated, site, size, words[row + GIVEN]);
      addBlocks(temporary, site, size, words[row + TEMPORARY]);
      addBlocks(peak, site, size, words[row + (words[row + PEAK] === highest ? LIVE_AT_PEAK : LIVE)]);
      addBlocks(leaked, site, size, words[row + LIVE]);
    }
  }

  /** Bytes of each block of a kind. */
  sizeOf(kind: number): number {
    const size = this.words[kind * KIND_WORDS + SIZE];
    return size === WIDE_SIZE ? (this.wideSizes.get(kind) ?? size) : size;
  }
}
