import type { Address, BlockRow } from '../tables/indices';

const FIRST_CAPACITY = 256;

/**
 * Live blocks in order of address, asked which of them contains a span. A treap over typed arrays: node 0 is none,
 * priorities are a hash of the node's number (no randomness), `furthest` is the greatest end in a node's subtree.
 * Blocks may overlap, as they do after a lost free.
 */
export class AddressIndex {
  private starts = new Float64Array(FIRST_CAPACITY);
  private ends = new Float64Array(FIRST_CAPACITY);
  private furthest = new Float64Array(FIRST_CAPACITY).fill(-1);
  private rows = new Uint32Array(FIRST_CAPACITY);
  private left = new Uint32Array(FIRST_CAPACITY);
  private right = new Uint32Array(FIRST_CAPACITY);
  private root = 0;
  private used = 1;
  private readonly free: number[] = [];

  insert(start: Address, bytes: number, row: BlockRow): void {
    const node = this.free.pop() ?? this.newNode();
    this.starts[node] = start;
    this.ends[node] = start + bytes;
    this.rows[node] = row;
    this.left[node] = this.right[node] = 0;
    this.refresh(node);
    const [before, after] = this.split(this.root, start, row);
    this.root = this.merge(this.merge(before, node), after);
  }

  /** Takes out a block that is in the index. */
  remove(start: Address, row: BlockRow): void {
    this.root = this.without(this.root, start, row);
  }

  /** The block that contains `bytes` bytes at `start`, of several the one that begins last; 0 when there is none. */
  containing(start: Address, bytes: number): BlockRow {
    const end = start + bytes;
    return this.rows[this.search(this.root, start, end)] as BlockRow;
  }

  /** A block that shares bytes with the `bytes` bytes at `start`; 0 when there is none. */
  meeting(start: Address, bytes: number): BlockRow {
    const end = start + bytes;
    let node = this.root;
    while (node !== 0 && !(this.starts[node] < end && this.ends[node] > start)) {
      const left = this.left[node];
      node = left !== 0 && this.furthest[left] > start ? left : this.right[node];
    }
    return this.rows[node] as BlockRow;
  }

  private search(node: number, start: number, end: number): number {
    if (this.furthest[node] < end) return 0;
    if (this.starts[node] > start) return this.search(this.left[node], start, end);
    const later = this.search(this.right[node], start, end);
    if (later !== 0) return later;
    return this.ends[node] >= end ? node : this.search(this.left[node], start, end);
  }

  /** Whether `node` stands before a block of this start and row. */
  private isBefore(node: number, start: number, row: number): boolean {
    return this.starts[node] < start || (this.starts[node] === start && this.rows[node] < row);
  }

  private split(node: number, start: number, row: number): readonly [number, number] {
    if (node === 0) return [0, 0];
    if (this.isBefore(node, start, row)) {
      const [before, after] = this.split(this.right[node], start, row);
      this.right[node] = before;
      this.refresh(node);
      return [node, after];
    }
    const [before, after] = this.split(this.left[node], start, row);
    this.left[node] = after;
    this.refresh(node);
    return [before, node];
  }

  private merge(before: number, after: number): number {
    if (before === 0) return after;
    if (after === 0) return before;
    if (priority(before) > priority(after)) {
      this.right[before] = this.merge(this.right[before], after);
      this.refresh(before);
      return before;
    }
    this.left[after] = this.merge(before, this.left[after]);
    this.refresh(after);
    return after;
  }

  private without(node: number, start: number, row: number): number {
    if (node === 0) return 0;
    if (this.starts[node] === start && this.rows[node] === row) {
      this.free.push(node);
      return this.merge(this.left[node], this.right[node]);
    }
    if (this.isBefore(node, start, row)) this.right[node] = this.without(this.right[node], start, row);
    else this.left[node] = this.without(this.left[node], start, row);
    this.refresh(node);
    return node;
  }

  private refresh(node: number): void {
    const below = Math.max(this.furthest[this.left[node]], this.furthest[this.right[node]]);
    this.furthest[node] = Math.max(this.ends[node], below);
  }

  private newNode(): number {
    if (this.used === this.rows.length) {
      this.starts = grown(this.starts);
      this.ends = grown(this.ends);
      this.furthest = grown(this.furthest);
      this.rows = grown(this.rows);
      this.left = grown(this.left);
      this.right = grown(this.right);
    }
    return this.used++;
  }
}

function priority(node: number): number {
  const mixed = Math.imul(node ^ (node >>> 16), 0x45d9f3b);
  return Math.imul(mixed ^ (mixed >>> 15), 0x2c1b3c6d) >>> 0;
}

function grown<Lane extends Float64Array | Uint32Array>(lane: Lane): Lane {
  const larger = new (lane.constructor as new (length: number) => Lane)(lane.length * 2);
  larger.set(lane);
  return larger;
}
