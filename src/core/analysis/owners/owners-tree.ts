import { ensure } from '../../../base/assert';
import { NONE, type BlockRow, type Bytes, type EventIndex } from '../../tables/indices';
import type { Trace } from '../../tables/trace';
import { ownerLabel } from './owner-label';
import type { OwnerRow, OwnersPage } from './owners-answer';
import type { Holder, Ownership } from './ownership';

interface Node {
  readonly row: BlockRow;
  readonly ownBytes: number;
  bytes: number;
  blocks: number;
  readonly children: Holder[];
}

/** ralloc's live blocks after one event, each under the block that owns it, the greatest first. */
export class OwnersTree {
  private readonly nodes = new Map<Holder, Node>();
  private readonly roots: Holder[] = [];
  private readonly bytes: number;

  /** @param ownership complete, of the same trace */
  constructor(
    private readonly trace: Trace,
    ownership: Ownership,
    readonly at: EventIndex,
  ) {
    this.collect(ownership);
    for (const holder of this.nodes.keys()) this.hang(holder, ownership.ownerAt(holder, at));
    this.sum();
    this.bytes = this.roots.reduce((sum, root) => sum + this.node(root).bytes, 0);
    this.sort(this.roots);
    for (const { children } of this.nodes.values()) this.sort(children);
  }

  /** Rows `from` … of the tree flattened with the nodes of `open`. */
  page(open: ReadonlySet<number>, from: number, count: number): OwnersPage {
    const rows: OwnerRow[] = [];
    let total = 0;
    const waiting = this.roots.map((holder) => ({ holder, depth: 0 })).reverse();
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
      const { holder, depth } = next;
      const { children } = this.node(holder);
      if (total >= from && total < from + count) rows.push(this.row(holder, depth, open.has(holder)));
      total++;
      if (!open.has(holder)) continue;
      for (let i = children.length - 1; i >= 0; i--) waiting.push({ holder: children[i], depth: depth + 1 });
    }
    return { total, from, rows, bytes: this.bytes as Bytes, blocks: this.nodes.size };
  }

  private collect(ownership: Ownership): void {
    const { blocks } = this.trace;
    for (const row of ownership.rows) {
      if (blocks.birth.get(row) > this.at) return;
      if (blocks.death.get(row) <= this.at) continue;
      const bytes = this.trace.sizeOf(row);
      this.nodes.set(ownership.holderOf(row), { row, ownBytes: bytes, bytes, blocks: 1, children: [] });
    }
  }

  /** What is owned by a block that is gone stands by itself. */
  private hang(holder: Holder, owner: Holder): void {
    const above = owner === NONE ? undefined : this.nodes.get(owner);
    (above?.children ?? this.roots).push(holder);
  }

  private sum(): void {
    const order = [...this.roots];
    for (const holder of order) order.push(...this.node(holder).children);
    for (let i = order.length - 1; i >= 0; i--) {
      const node = this.node(order[i]);
      for (const child of node.children) {
        node.bytes += this.node(child).bytes;
        node.blocks += this.node(child).blocks;
      }
    }
  }

  private sort(holders: Holder[]): void {
    holders.sort((a, b) => this.node(b).bytes - this.node(a).bytes || a - b);
  }

  private row(holder: Holder, depth: number, isOpen: boolean): OwnerRow {
    const { row, ownBytes, bytes, blocks, children } = this.node(holder);
    return {
      block: row,
      node: holder,
      depth,
      label: ownerLabel(this.trace, row),
      ownBytes: ownBytes as Bytes,
      bytes: bytes as Bytes,
      blocks,
      hasChildren: children.length > 0,
      isOpen: isOpen && children.length > 0,
    };
  }

  private node(holder: Holder): Node {
    return ensure(this.nodes.get(holder), 'an owner is a node of its tree');
  }
}
