import { U32Column } from '../tables/column';
import { NONE, type BlockRow, type SiteId } from '../tables/indices';
import { addBlocks, type SiteRequests } from '../tables/site-figures';

// A kind's row in `words`, half a cache line: its site, the size of its blocks, its newest live block as the tables have
// it, how many blocks were given and taken as the parser has it, which runs ahead, and how many of those taken the very
// next event took.
export const SITE = 0;
export const SIZE = 1;
export const NEWEST = 2;
export const GIVEN = 3;
export const TAKEN = 4;
export const TEMPORARY = 5;
export const KIND_WORDS = 8;
/** In a row's size: it does not fit and stands in `wideSizes`. */
export const WIDE_SIZE = 0xffff_ffff;

const FIRST_KINDS = 1024;

/**
 * Kinds of allocation (site and size), numbered from 0, with the live blocks of each in a list, newest first.
 *
 * Rows rather than columns: an event touches all of one kind, and there are millions of kinds.
 */
export class AllocationKinds {
  count = 0;
  words = new Uint32Array(FIRST_KINDS * KIND_WORDS);
  /** By block row: the next older live block of the same kind. */
  readonly older = new U32Column<BlockRow, BlockRow>(NONE, true);
  private readonly wideSizes = new Map<number, number>();

  add(site: SiteId, size: number): void {
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

  /** Adds what was asked for by kind to what was asked for by site; how many blocks that were. */
  addTo({ allocated, temporary }: SiteRequests): number {
    const { words } = this;
    let given = 0;
    for (let kind = 0; kind < this.count; kind++) {
      const row = kind * KIND_WORDS;
      const size = words[row + SIZE] === WIDE_SIZE ? this.wideSize(kind) : words[row + SIZE];
      addBlocks(allocated, words[row + SITE], size, words[row + GIVEN]);
      addBlocks(temporary, words[row + SITE], size, words[row + TEMPORARY]);
      given += words[row + GIVEN];
    }
    return given;
  }

  /** Bytes of each block of a kind whose row says {@link WIDE_SIZE}. */
  wideSize(kind: number): number {
    return this.wideSizes.get(kind) ?? WIDE_SIZE;
  }
}
