import type { BlockTable } from '../tables/blocks';
import { U32Column } from '../tables/column';
import type { SiteTable } from '../tables/domains';
import { NONE, type Address, type BlockRow, type DomainId } from '../tables/indices';
import type { Trace } from '../tables/trace';

const EMPTY = -1;
const FIRST_CAPACITY = 1 << 12;

/**
 * Which live block an address names. Open addressing with linear probing over typed arrays; an address stays in the
 * table when its block goes, so that a second free is told from a free of an address never seen.
 *
 * Blocks of several domains may live at one address: they are chained, newest first.
 */
export class LiveAddresses {
  private readonly blocks: BlockTable;
  private readonly sites: SiteTable;
  private keys = new Float64Array(FIRST_CAPACITY).fill(EMPTY);
  /** Newest live block at the key; where none is live, −1 − the last block that was. */
  private rows = new Int32Array(FIRST_CAPACITY);
  private used = 0;
  private shift = 32 - Math.log2(FIRST_CAPACITY);
  /** Next older live block at the same address. */
  private readonly older = new U32Column<BlockRow, BlockRow>(NONE, true);

  constructor(trace: Trace) {
    this.blocks = trace.blocks;
    this.sites = trace.sites;
  }

  /** The live block at `address` that was allocated last; {@link NONE} when nothing is live there. */
  newest(address: Address): BlockRow {
    const slot = this.slotOf(address);
    return this.keys[slot] === address && this.rows[slot] > 0 ? (this.rows[slot] as BlockRow) : (NONE as BlockRow);
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
    const slot = this.slotOf(address);
    if (this.keys[slot] !== address) return NONE as BlockRow;
    const row = this.rows[slot];
    return (row > 0 ? row : -1 - row) as BlockRow;
  }

  add(address: Address, row: BlockRow): void {
    let slot = this.slotOf(address);
    if (this.keys[slot] !== address) {
      if (this.used * 2 >= this.keys.length) {
        this.grow();
        slot = this.slotOf(address);
      }
      this.used++;
      this.keys[slot] = address;
    } else if (this.rows[slot] > 0) {
      this.older.set(row, this.rows[slot] as BlockRow);
    }
    this.rows[slot] = row;
  }

  /** Forgets a block that is live at `address`. */
  remove(address: Address, row: BlockRow): void {
    const slot = this.slotOf(address);
    const below = this.older.get(row);
    if (this.rows[slot] === row) {
      this.rows[slot] = below === NONE ? -1 - row : below;
      return;
    }
    let above = this.rows[slot] as BlockRow;
    while (this.older.get(above) !== row) above = this.older.get(above);
    this.older.set(above, below);
  }

  /** The slot that holds `address`, or the free one where it belongs. */
  private slotOf(address: Address): number {
    const keys = this.keys;
    const mask = keys.length - 1;
    const high = Math.floor(address / 2 ** 32);
    let slot = Math.imul(Math.imul(high, 0x85ebca6b) ^ (address >>> 0), 0x9e3779b1) >>> this.shift;
    while (keys[slot] !== address && keys[slot] !== EMPTY) slot = (slot + 1) & mask;
    return slot;
  }

  private grow(): void {
    const { keys, rows } = this;
    this.keys = new Float64Array(keys.length * 2).fill(EMPTY);
    this.rows = new Int32Array(keys.length * 2);
    this.shift--;
    for (let i = 0; i < keys.length; i++) {
      if (keys[i] === EMPTY) continue;
      const slot = this.slotOf(keys[i] as Address);
      this.keys[slot] = keys[i];
      this.rows[slot] = rows[i];
    }
  }
}
