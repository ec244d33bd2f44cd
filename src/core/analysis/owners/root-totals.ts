import { ensure } from '../../../base/assert';
import { NONE, type BlockRow, type EventIndex } from '../../tables/indices';

interface Node {
  owner: BlockRow;
  bytes: number;
  readonly children: Set<BlockRow>;
}

/** What a root held at most, with all that was under it. */
export interface RootPeak {
  live: number;
  peak: number;
  peakEvent: EventIndex;
}

/** The trees as they hang together now, with the live bytes of each root and of all. */
export class RootTotals {
  /** By every block that ever was a root. */
  readonly roots = new Map<BlockRow, RootPeak>();
  depth = 0;
  peakBytes = 0;
  peakEvent = -1 as EventIndex;
  private readonly nodes = new Map<BlockRow, Node>();
  private live = 0;

  begin(event: EventIndex, block: BlockRow, owner: BlockRow, bytes: number): void {
    this.nodes.set(block, { owner: NONE as BlockRow, bytes: 0, children: new Set() });
    this.attach(event, block, owner);
    this.resize(event, block, bytes);
    this.depth = Math.max(this.depth, this.levelOf(block));
  }

  resize(event: EventIndex, block: BlockRow, bytes: number): void {
    const node = this.nodes.get(block);
    if (node === undefined) return;
    this.add(event, this.rootOf(block), bytes - node.bytes);
    node.bytes = bytes;
  }

  /** The block goes. What it still owns stays under it: its own records follow. */
  end(block: BlockRow): void {
    const node = this.nodes.get(block);
    if (node === undefined) return;
    this.add(NEVER, this.rootOf(block), -node.bytes);
    node.bytes = 0;
    this.nodes.get(node.owner)?.children.delete(block);
    if (node.children.size === 0) this.nodes.delete(block);
  }

  /** The block comes under `owner` with all that is under it. False: it cannot. */
  move(event: EventIndex, block: BlockRow, owner: BlockRow): boolean {
    const node = this.nodes.get(block);
    // Under itself it would be a loop, which ralloc loses: it stays where it was.
    if (node === undefined || this.isUnder(owner, block)) return false;
    const { bytes, levels } = this.subtree(block);
    this.add(NEVER, this.rootOf(block), -bytes);
    this.nodes.get(node.owner)?.children.delete(block);
    this.attach(event, block, owner);
    this.add(event, this.rootOf(block), bytes);
    this.depth = Math.max(this.depth, this.levelOf(block) + levels - 1);
    return true;
  }

  children(block: BlockRow): ReadonlySet<BlockRow> {
    return this.nodes.get(block)?.children ?? new Set();
  }

  ownerOf(block: BlockRow): BlockRow {
    return this.nodes.get(block)?.owner ?? (NONE as BlockRow);
  }

  private attach(event: EventIndex, block: BlockRow, owner: BlockRow): void {
    const above = this.nodes.get(owner);
    ensure(this.nodes.get(block), 'a block that moves lives').owner = above === undefined ? (NONE as BlockRow) : owner;
    if (above !== undefined) above.children.add(block);
    else if (!this.roots.has(block)) this.roots.set(block, { live: 0, peak: 0, peakEvent: event });
  }

  private add(event: EventIndex, root: BlockRow, bytes: number): void {
    const held = this.roots.get(root);
    if (held !== undefined) {
      held.live += bytes;
      if (event !== NEVER && held.live > held.peak) [held.peak, held.peakEvent] = [held.live, event];
    }
    this.live += bytes;
    if (event !== NEVER && this.live > this.peakBytes) [this.peakBytes, this.peakEvent] = [this.live, event];
  }

  private rootOf(block: BlockRow): BlockRow {
    let root = block;
    for (let at = block; at !== NONE; at = this.ownerOf(at)) root = at;
    return root;
  }

  private levelOf(block: BlockRow): number {
    let level = 0;
    for (let at = block; at !== NONE; at = this.ownerOf(at)) level++;
    return level;
  }

  private isUnder(block: BlockRow, above: BlockRow): boolean {
    for (let at = block; at !== NONE; at = this.ownerOf(at)) if (at === above) return true;
    return false;
  }

  private subtree(block: BlockRow): { bytes: number; levels: number } {
    let bytes = 0;
    let levels = 0;
    let row = [block];
    while (row.length > 0) {
      levels++;
      for (const each of row) bytes += this.nodes.get(each)?.bytes ?? 0;
      row = row.flatMap((each) => [...this.children(each)]);
    }
    return { bytes, levels };
  }
}

/** No event: what only goes down makes no peak. */
const NEVER = -1 as EventIndex;
