import { EventKind } from '../tables/events';
import { NONE, type BlockRow, type EventIndex } from '../tables/indices';
import type { Trace } from '../tables/trace';
import { inheritedForce, reachesTable } from '../analysis/owners/inherited-coverage';
import type { Holder, Ownership } from '../analysis/owners/ownership';
import { NULL, type Pointer } from './heap-bytes';
import type { Ralloc } from './ralloc/ralloc';
import { ralloc_vk_context } from './ralloc/ralloc-vk-context';
import { VkScope, type VkAllocationCallbacks } from './vulkan/vk-allocation-callbacks';

/**
 * Replays a trace's ralloc blocks through contexts of the RFC's new kind: a root that was made where a table was in
 * force (as {@link inheritedForce} says) takes it, everything else follows by inheritance. A block that its owner's free
 * took along in the recorded program is left to its owner here too.
 */
export class RallocReplay {
  /** Rows in the order in which ralloc freed them. */
  readonly freed: BlockRow[] = [];
  /** Requests that found no room. */
  refused = 0;
  private readonly pointers = new Map<Holder, Pointer>();
  private readonly lastRow = new Map<Holder, BlockRow>();

  /**
   * @param ownership complete, of the same trace
   * @param callbacks the table that stands for the one in force
   */
  constructor(
    private readonly trace: Trace,
    private readonly ownership: Ownership,
    private readonly ralloc: Ralloc,
    private readonly callbacks: VkAllocationCallbacks,
  ) {}

  /** Replays the whole trace; `visit` is called after each event that concerned ralloc. */
  run(visit: (event: EventIndex) => void): void {
    const { events } = this.trace;
    const forces = inheritedForce(this.trace, this.ownership);
    for (let event = 0 as EventIndex; event < events.length; event++) {
      if (this.apply(event, (holder) => reachesTable(forces.get(holder) ?? 'no-command'))) visit(event);
    }
  }

  pointerOf(holder: Holder): Pointer {
    return this.pointers.get(holder) ?? NULL;
  }

  /** Whether the event concerned ralloc. */
  private apply(event: EventIndex, hasTable: (holder: Holder) => boolean): boolean {
    const { events, moves, blocks } = this.trace;
    const operand = events.operand.get(event);
    const row = operand as BlockRow;
    switch (events.kind.get(event)) {
      case EventKind.Allocate:
      case EventKind.ReallocateNothing:
        return this.ownership.isOwned(row) && this.begin(event, row, hasTable);
      case EventKind.Reallocate:
        return this.ownership.isOwned(row) && this.resize(row, blocks.previous.get(row));
      case EventKind.Free:
      case EventKind.ReallocateToNothing:
        return this.ownership.isOwned(row) && this.free(row);
      case EventKind.Steal:
        this.ralloc.ralloc_steal(this.at(moves.to.get(operand)), this.at(moves.from.get(operand)));
        return true;
      case EventKind.Adopt:
        this.ralloc.ralloc_adopt(this.at(moves.to.get(operand)), this.at(moves.from.get(operand)));
        return true;
      default:
        return false;
    }
  }

  private begin(event: EventIndex, row: BlockRow, hasTable: (holder: Holder) => boolean): boolean {
    const owner = this.ownership.ownerAt(row, event);
    const size = this.trace.sizeOf(row);
    const pointer = owner === NONE && hasTable(row) ? this.vkRoot(row, size) : this.ralloc.ralloc_size(this.pointerOf(owner), size); // prettier-ignore
    this.enter(row, row, pointer);
    this.ralloc.ralloc_set_destructor(pointer, () => this.freed.push(this.lastRow.get(row) ?? row));
    return true;
  }

  private vkRoot(row: BlockRow, size: number): Pointer {
    const { callbacks, ralloc } = this;
    return ralloc_vk_context(ralloc, NULL, { callbacks, scope: VkScope.OBJECT, owner: `block ${row}` }, size);
  }

  private resize(row: BlockRow, previous: BlockRow): boolean {
    const holder = this.ownership.holderOf(previous);
    const pointer = this.pointerOf(holder);
    this.enter(holder, row, this.ralloc.reralloc_size(this.ralloc.ralloc_parent(pointer), pointer, this.trace.sizeOf(row))); // prettier-ignore
    return true;
  }

  private free(row: BlockRow): boolean {
    if (!this.ownership.releases.has(row)) this.ralloc.ralloc_free(this.at(row));
    return true;
  }

  private enter(holder: Holder, row: BlockRow, pointer: Pointer): void {
    if (pointer === NULL) this.refused++;
    this.pointers.set(holder, pointer);
    this.lastRow.set(holder, row);
  }

  private at(row: number): Pointer {
    return this.pointerOf(this.ownership.holderOf(row as BlockRow));
  }
}
