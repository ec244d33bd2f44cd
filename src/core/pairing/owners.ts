import { U32Column } from '../tables/column';
import { NONE, type BlockRow } from '../tables/indices';

/** What one block owns. Joined groups have one owner. */
type Group = number;

/**
 * Which block owns which now, after steals and adoptions, as ralloc keeps it. What a block owns is a group; adopting
 * joins two groups, so it costs the same for any number of blocks.
 */
export class Owners {
  /** The group that a block belongs to; {@link NONE}: nobody owns it. */
  private readonly memberOf = new U32Column<BlockRow, Group>(NONE, true);
  /** The group that a block owns; {@link NONE}: it owns nothing yet. */
  private readonly owned = new U32Column<BlockRow, Group>(NONE, true);
  private readonly owners: BlockRow[] = [NONE as BlockRow];
  /** The group that a group was joined to; itself when to none. Group 0 is that of the roots. */
  private readonly joinedTo: Group[] = [NONE];

  /** The block that owns `block` now, where it lies now. */
  of(block: BlockRow): BlockRow {
    return this.owners[this.current(this.memberOf.get(block))];
  }

  /** From now on `owner` owns `block`; {@link NONE}: it is a root. */
  put(block: BlockRow, owner: BlockRow): void {
    this.memberOf.set(block, this.groupOf(owner));
  }

  /** From now on `to` owns everything that `from` owned. */
  adopt(from: BlockRow, to: BlockRow): void {
    const group = this.owned.get(from);
    if (group === NONE || from === to) return;
    this.joinedTo[group] = this.groupOf(to);
    this.owned.set(from, NONE);
  }

  /** The block at row `from` was reallocated to row `to`: it owns what it owned. */
  relocate(from: BlockRow, to: BlockRow): void {
    const group = this.owned.get(from);
    if (group === NONE) return;
    this.owned.set(to, group);
    this.owners[group] = to;
  }

  private groupOf(owner: BlockRow): Group {
    if (owner === NONE) return NONE;
    let group = this.owned.get(owner);
    if (group === NONE) {
      group = this.owners.length;
      this.owners.push(owner);
      this.joinedTo.push(group);
      this.owned.set(owner, group);
    }
    return group;
  }

  private current(group: Group): Group {
    let at = group;
    while (this.joinedTo[at] !== at) {
      // Halves the path, so that long chains of adoptions stay cheap.
      this.joinedTo[at] = this.joinedTo[this.joinedTo[at]];
      at = this.joinedTo[at];
    }
    return at;
  }
}
