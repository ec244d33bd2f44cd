import { NONE, type BlockRow, type SiteId } from '../core/tables/indices';

// A kind's row: its site, its size, the slot of its newest live block, and room to keep rows within a cache line.
const SIZE = 1;
const NEWEST = 2;
const KIND_WORDS = 4;
/** In a row's size: it does not fit and stands in `wideSizes`. */
const WIDE = 0xffff_ffff;

// A slot: a live block, and the slot of the next older block of its kind.
const OLDER = 1;
const SLOT_WORDS = 2;

const FIRST_ROWS = 1024;

/**
 * The kinds of allocation (site and size) that interpreted heaptrack files name in events, numbered from 0, and the
 * live blocks of each, newest first: a free that names a kind ends the newest.
 *
 * Rows rather than columns: an event touches all of one kind, and there are millions of kinds. Slots are used again, so
 * they take memory for what is live only.
 */
export class AllocationKinds {
  count = 0;
  private kinds = new Uint32Array(FIRST_ROWS * KIND_WORDS);
  private readonly wideSizes = new Map<number, number>();
  private slots = new Uint32Array(FIRST_ROWS * SLOT_WORDS);
  /** Slot 0 is none. */
  private slotCount = 1;
  private freeSlot = NONE;

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
    let slot = this.freeSlot;
    if (slot === NONE) {
      slot = this.slotCount++;
      if (this.slotCount * SLOT_WORDS > this.slots.length) this.slots = doubled(this.slots);
    } else {
      this.freeSlot = this.slots[slot * SLOT_WORDS + OLDER];
    }
    const newest = kind * KIND_WORDS + NEWEST;
    this.slots[slot * SLOT_WORDS] = block;
    this.slots[slot * SLOT_WORDS + OLDER] = this.kinds[newest];
    this.kinds[newest] = slot;
  }

  /** Takes the newest live block of the kind; {@link NONE} when none is live. */
  pop(kind: number): BlockRow {
    const newest = kind * KIND_WORDS + NEWEST;
    const slot = this.kinds[newest];
    if (slot === NONE) return NONE as BlockRow;
    const older = slot * SLOT_WORDS + OLDER;
    this.kinds[newest] = this.slots[older];
    this.slots[older] = this.freeSlot;
    this.freeSlot = slot;
    return this.slots[slot * SLOT_WORDS] as BlockRow;
  }
}

function doubled(words: Uint32Array<ArrayBuffer>): Uint32Array<ArrayBuffer> {
  const wider = new Uint32Array(words.length * 2);
  wider.set(words);
  return wider;
}
