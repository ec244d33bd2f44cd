import { assert } from '../base/assert';
import { U32Column } from '../core/tables/column';
import { NONE, type BlockRow } from '../core/tables/indices';

/**
 * The live blocks of each kind of allocation, newest first: a free that names a kind ends the newest block of it.
 *
 * One linked list per kind, in slots that are used again, so that the memory follows what is live and stays warm.
 */
export class LiveByKind {
  /** First slot of each kind's list. */
  private readonly newest = new U32Column<number>(NONE, true);
  private readonly below = new U32Column<number>(NONE, true);
  private readonly block = new U32Column<number, BlockRow>(NONE, true);
  private slots = 0;
  private freeSlot = 0;

  push(kind: number, block: BlockRow): void {
    let slot = this.freeSlot;
    if (slot === NONE) slot = ++this.slots;
    else this.freeSlot = this.below.get(slot);
    this.block.set(slot, block);
    this.below.set(slot, this.newest.get(kind));
    this.newest.set(kind, slot);
  }

  /** Takes the newest block of `kind` off; NONE when none is live. */
  pop(kind: number): BlockRow {
    const slot = this.newest.get(kind);
    if (slot === NONE) return NONE as BlockRow;
    const block = this.block.get(slot);
    assert(block !== NONE, 'a slot in use holds no block');
    this.newest.set(kind, this.below.get(slot));
    this.below.set(slot, this.freeSlot);
    this.freeSlot = slot;
    return block;
  }
}
