import { U32Column } from '../tables/column';
import { ALIVE, NONE, type BlockRow, type DomainId } from '../tables/indices';
import type { Trace } from '../tables/trace';
import { AddressIndex } from './address-index';

/**
 * Which block contains which: blocks of a backed domain lie inside blocks of its backing domain. Costs nothing until
 * the first backed block appears; then the live blocks of that backing domain are indexed by address.
 */
export class BackedBlocks {
  private readonly indexes = new Map<DomainId, AddressIndex>();
  private readonly firstInside = new U32Column<BlockRow, BlockRow>(NONE, true);
  private readonly nextInside = new U32Column<BlockRow, BlockRow>(NONE, true);
  private readonly outer = new U32Column<BlockRow, BlockRow>(NONE, true);

  constructor(private readonly trace: Trace) {}

  /** A block became live: others may now lie inside it. */
  enter(row: BlockRow): void {
    if (this.indexes.size === 0) return;
    const { blocks } = this.trace;
    this.indexes.get(this.domainOf(row))?.insert(blocks.address.get(row), this.trace.sizeOf(row), row);
  }

  /** The block is no longer live. */
  leave(row: BlockRow): void {
    if (this.indexes.size === 0) return;
    this.indexes.get(this.domainOf(row))?.remove(this.trace.blocks.address.get(row), row);
  }

  /** Finds the live block of domain `backing` that contains block `row`; false when none does. */
  place(row: BlockRow, backing: DomainId): boolean {
    const { blocks } = this.trace;
    const outer = this.indexOf(backing).containing(blocks.address.get(row), this.trace.sizeOf(row));
    if (outer === NONE) return false;
    this.putInside(row, outer);
    return true;
  }

  /** Notes that block `row` lies inside `outer` from its birth. */
  putInside(row: BlockRow, outer: BlockRow): void {
    this.trace.blocks.backing.set(row, outer);
    this.link(row, outer);
  }

  /** Whether anything was ever put inside block `row`. */
  hasInside(row: BlockRow): boolean {
    return this.firstInside.get(row) !== NONE;
  }

  /** The block that `row` lies in now: its backing, or the place where that was reallocated to. */
  outerOf(row: BlockRow): BlockRow {
    return this.outer.get(row);
  }

  /**
   * The live blocks inside `row`, and those inside them where `through` lets the search pass, outer ones first. A block
   * that waits for its own record after its backing was reallocated counts as inside the new place.
   */
  inside(row: BlockRow, through: (row: BlockRow) => boolean): BlockRow[] {
    const found: BlockRow[] = [];
    const collect = (outer: BlockRow): void => {
      for (let inner = this.firstInside.get(outer); inner !== NONE; inner = this.nextInside.get(inner)) {
        if (this.trace.blocks.death.get(inner) === ALIVE) found.push(inner);
      }
    };
    collect(row);
    for (const inner of found) if (through(inner)) collect(inner);
    return found;
  }

  /** What still lives directly inside `from` is inside `to` now: `to` is the new place of the same block. */
  handOver(from: BlockRow, to: BlockRow): void {
    for (let inner = this.firstInside.get(from); inner !== NONE;) {
      const next = this.nextInside.get(inner);
      if (this.trace.blocks.death.get(inner) === ALIVE) this.link(inner, to);
      inner = next;
    }
    this.firstInside.set(from, NONE as BlockRow);
  }

  private link(row: BlockRow, outer: BlockRow): void {
    this.outer.set(row, outer);
    this.nextInside.set(row, this.firstInside.get(outer));
    this.firstInside.set(outer, row);
  }

  private indexOf(domain: DomainId): AddressIndex {
    const known = this.indexes.get(domain);
    if (known !== undefined) return known;
    const index = new AddressIndex();
    const { blocks } = this.trace;
    for (let row = 1 as BlockRow; row < blocks.length; row++) {
      if (blocks.death.get(row) !== ALIVE || this.domainOf(row) !== domain) continue;
      index.insert(blocks.address.get(row), this.trace.sizeOf(row), row);
    }
    this.indexes.set(domain, index);
    return index;
  }

  private domainOf(row: BlockRow): DomainId {
    return this.trace.sites.domain.get(this.trace.blocks.site.get(row));
  }
}
