import { U32Column } from '../core/tables/column';
import { NONE, type BlockRow, type SiteId } from '../core/tables/indices';

// A kind's row: its site, its size, its newest live block, and room to keep rows within a cache line.
const SIZE = 1;
const NEWEST = 2;
const KIND_WORDS = 4;
/** In a row's size: it does not fit and stands in `wideSizes`. */
const WIDE = 0xffff_ffff;

const FIRST_ROWS = 1024;

/**
 * The kinds of allocation (site and size) that interpreted heaptrack files name in events, numbered from 0, and the
 * live blocks of each, newest first: a free that names a kind ends the newest.
 *
 * Rows rather than columns: an event touches all of one kind, and there are millions of kinds.
 */
export class AllocationKinds {
  count = 0;
  private kinds = new Uint32Array(FIRST_ROWS * KIND_WORDS);
  private readonly wideSizes = new Map<number, number>();
  /** By block row: the next older live block of the same kind. */
  private readonly older = new U32Column<BlockRow, BlockRow>(NONE, true);

  add(site: SiteId, size: number): void {
    const kind = this.count++;
    if (this.count * KIND_WORDS > this.kinds.length) this.kinds = doubled(this.kinds);
    const row = kind * KIND_WORDS;
    this.kinds[row] = site;
    this.kinds[row + SIZE] = Math.min(size, WIDE);
    if (size >= WIDE) this.wideSizes.set(kind, size);
  }

  site(kind: number): SiteId {
    return this.kinds[kind * KIND_WORDS] as SiteId;
  }

  /** Bytes of each block of the kind. */
  size(kind: number): number {
    const size = this.kinds[kind * KIND_WORDS + SIZE];
    return size === WIDE ? (this.wideSizes.get(kind) ?? WIDE) : size;
  }

  /** `block` of this kind begins. */
  push(kind: number, block: BlockRow): void {
    const newest = kind * KIND_WORDS + NEWEST;
    this.older.set(block, this.kinds[newest] as BlockRow);
    this.kinds[newest] = block;
  }

  /** Takes the newest live block of the kind; {@link NONE} when none is live. */
  pop(kind: number): BlockRow {
    const newest = kind * KIND_WORDS + NEWEST;
    const block = this.kinds[newest] as BlockRow;
    if (block !== NONE) this.kinds[newest] = this.older.get(block);
    return block;
  }
}

function doubled(words: Uint32Array<ArrayBuffer>): Uint32Array<ArrayBuffer> {
  const wider = new Uint32Array(words.length * 2);
  wider.set(words);
  return wider;
}
