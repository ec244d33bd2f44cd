import type { BlockTable } from '../tables/blocks';
import { U32Column } from '../tables/column';
import type { SiteTable } from '../tables/domains';
import { NONE, type Address, type BlockRow, type DomainId } from '../tables/indices';
import type { Trace } from '../tables/trace';

const NO_ADDRESS = -1;
const FIRST_CAPACITY = 1 << 12;
/** Addresses of one 256-byte window stand side by side: what is allocated together is looked up together. */
const WINDOW_SHIFT = 8;
const UNIT_SHIFT = 4;
const UNITS = 1 << (WINDOW_SHIFT - UNIT_SHIFT);

/**
 * Which live block an address names. Open addressing with linear probing over a typed array; an address stays in the
 * table when its block goes, so that a second free is told from a free of an address never seen.
 *
 * Blocks of several domains may live at one address: they are chained, newest first.
 */
export class LiveAddresses {
  private readonly blocks: BlockTable;
  private readonly sites: SiteTable;
  /** Pairs: an address, and its newest live block; where none is live, −1 − the last block that was. */
  private slots = new Float64Array(2 * FIRST_CAPACITY).fill(NO_ADDRESS);
  private capacity = FIRST_CAPACITY;
  /** The high bits of a hash, shifted down by this, number a window's places. */
  private shift = 32 - Math.log2(FIRST_CAPACITY / UNITS);
  private used = 0;
  /** Where the pair last looked at stands: one record asks for the same address several times. */
  private recent = 0;
  /** Next older live block at the same address. */
  private readonly older = new U32Column<BlockRow, BlockRow>(NONE, true);

  constructor(trace: Trace) {
    this.blocks = trace.blocks;
    this.sites = trace.sites;
  }

  /** The live block at `address` that was allocated last; {@link NONE} when nothing is live there. */
  newest(address: Address): BlockRow {
    const slot = this.slotOf(address);
    const row = this.slots[slot + 1];
    return (row > 0 ? row : NONE) as BlockRow;
  }

  /** The live block of `domain` at `address`, or {@link NONE}. */
  inDomain(address: Address, domain: DomainId): BlockRow {
    let row = this.newest(address);
    while (row !== NONE && this.sites.domain.get(this.blocks.site.get(row)) !== domain) row = this.older.get(row);
    return row;
  }

  /** The live block that a record means by `address`: that of `domain` (−1: none was named), else the newest. */
  find(address: Address, domain: DomainId | -1): BlockRow {
    const named = domain === -1 ? (NONE as BlockRow) : this.inDomain(address, domain);
    return named === NONE ? this.newest(address) : named;
  }

  /** The last block that lived or lives at `address`, or {@link NONE}. */
  lastAt(address: Address): BlockRow {
    const row = this.slots[this.slotOf(address) + 1];
    return (row > 0 ? row : -1 - row) as BlockRow;
  }

  add(address: Address, row: BlockRow): void {
    if (this.used * 2 >= this.capacity) this.grow();
    const slot = this.slotOf(address);
    const above = this.slots[slot + 1];
    if (this.slots[slot] === NO_ADDRESS) {
      this.used++;
      this.slots[slot] = address;
    } else if (above > 0) {
      this.older.set(row, above as BlockRow);
    }
    this.slots[slot + 1] = row;
  }

  /** Forgets a block that is live at `address`. */
  remove(address: Address, row: BlockRow): void {
    const slot = this.slotOf(address);
    const below = this.older.get(row);
    let above = this.slots[slot + 1] as BlockRow;
    if (above === row) {
      this.slots[slot + 1] = below === NONE ? -1 - row : below;
      return;
    }
    while (this.older.get(above) !== row) above = this.older.get(above);
    this.older.set(above, below);
  }

  /** Where the pair of `address` stands, or the free place where it belongs. A free pair's row is −1: no block. */
  private slotOf(address: Address): number {
    const slots = this.slots;
    if (slots[this.recent] === address) return this.recent;
    const mask = 2 * this.capacity - 1;
    const low = address >>> 0;
    const high = Math.floor(address / 2 ** 32);
    // The multiplication mixes upwards: its high bits are the good ones.
    const window = Math.imul(Math.imul(high, 0x85ebca6b) ^ (low >>> WINDOW_SHIFT), 0x9e3779b1) >>> this.shift;
    let slot = 2 * (window * UNITS + ((low >>> UNIT_SHIFT) & (UNITS - 1)));
    while (slots[slot] !== address && slots[slot] !== NO_ADDRESS) slot = (slot + 2) & mask;
    this.recent = slot;
    return slot;
  }

  private grow(): void {
    const old = this.slots;
    this.capacity *= 2;
    this.shift--;
    this.slots = new Float64Array(2 * this.capacity).fill(NO_ADDRESS);
    for (let i = 0; i < old.length; i += 2) {
      if (old[i] === NO_ADDRESS) continue;
      const slot = this.slotOf(old[i] as Address);
      this.slots[slot] = old[i];
      this.slots[slot + 1] = old[i + 1];
    }
  }
}
