import { U32Column } from '../tables/column';
import type { ContextTable } from '../tables/happenings';
import {
  ALIVE,
  NONE,
  type BlockRow,
  type ContextId,
  type DomainId,
  type EventIndex,
  type StringId,
} from '../tables/indices';

/** Contexts as they hang together now, and the blocks that go silently with each. */
export class ContextTree {
  private readonly parents = new U32Column<ContextId, ContextId>(NONE, true);
  private readonly children = new Map<ContextId, Set<ContextId>>();
  private readonly firstBlock = new U32Column<ContextId, BlockRow>(NONE, true);
  private readonly nextBlock = new U32Column<BlockRow, BlockRow>(NONE, true);

  constructor(private readonly contexts: ContextTable) {}

  begin(event: EventIndex, parent: ContextId, domain: DomainId, name: StringId): ContextId {
    const context = this.contexts.add();
    this.contexts.parent.set(context, parent);
    this.contexts.domain.set(context, domain);
    this.contexts.name.set(context, name);
    this.contexts.birth.set(context, event);
    this.attach(context, parent);
    return context;
  }

  /** Moves `context` under `parent`; false when `parent` is inside `context`. */
  move(context: ContextId, parent: ContextId): boolean {
    for (let above = parent; above !== NONE; above = this.parents.get(above)) if (above === context) return false;
    this.children.get(this.parents.get(context))?.delete(context);
    this.attach(context, parent);
    return true;
  }

  /** Block `row` goes when `context` ends, if it still lives. */
  hold(row: BlockRow, context: ContextId): void {
    this.nextBlock.set(row, this.firstBlock.get(context));
    this.firstBlock.set(context, row);
  }

  /** Ends `context` and everything under it, children first. Returns the blocks that were held, some of them gone. */
  end(context: ContextId, event: EventIndex): BlockRow[] {
    if (context === NONE || this.contexts.death.get(context) !== ALIVE) return [];
    const ending = [context];
    for (const outer of ending) for (const inner of this.children.get(outer) ?? []) ending.push(inner);
    this.children.get(this.parents.get(context))?.delete(context);
    const rows: BlockRow[] = [];
    for (const ended of ending.reverse()) {
      this.contexts.death.set(ended, event);
      this.children.delete(ended);
      for (let row = this.firstBlock.get(ended); row !== NONE; row = this.nextBlock.get(row)) rows.push(row);
      this.firstBlock.set(ended, NONE as BlockRow);
    }
    return rows;
  }

  private attach(context: ContextId, parent: ContextId): void {
    this.parents.set(context, parent);
    const siblings = this.children.get(parent);
    if (siblings === undefined) this.children.set(parent, new Set([context]));
    else siblings.add(context);
  }
}
