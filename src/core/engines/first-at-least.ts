/**
 * Numbers in a row of slots, 0 where nothing was set, that answers "the first slot from here on with at least this
 * number" in as many steps as the row's length has bits: a complete binary tree, each node the larger of its two.
 */
export class FirstAtLeast {
  /** Node 1 is the root, the children of n are 2 n and 2 n + 1; the slots are the nodes from `capacity` on. */
  private tree: Uint32Array;
  nodesSeen = 0;

  /** @param capacity slots at first, a power of two; the row grows as slots are set */
  constructor(private capacity: number) {
    this.tree = new Uint32Array(2 * capacity);
  }

  get largest(): number {
    return this.tree[1];
  }

  get(slot: number): number {
    return slot < this.capacity ? this.tree[this.capacity + slot] : 0;
  }

  set(slot: number, value: number): void {
    while (slot >= this.capacity) this.grow();
    const tree = this.tree;
    let node = this.capacity + slot;
    tree[node] = value;
    while (node > 1) {
      const other = tree[node ^ 1];
      const larger = tree[node] > other ? tree[node] : other;
      node >>>= 1;
      if (tree[node] === larger) return;
      tree[node] = larger;
    }
  }

  /** The first slot at or after `from` with `value` or more; −1 = none. */
  find(from: number, value: number): number {
    const tree = this.tree;
    if (from >= this.capacity || tree[1] < value) return -1;
    let node = this.capacity + from;
    // Up while everything below is too small or lies before `from`, then down to the first.
    while (tree[node] < value) {
      this.nodesSeen++;
      while ((node & 1) === 1) node >>>= 1;
      if (node === 0) return -1;
      node++;
    }
    while (node < this.capacity) {
      this.nodesSeen++;
      node <<= 1;
      if (tree[node] < value) node++;
    }
    return node - this.capacity;
  }

  clear(): void {
    this.tree.fill(0);
  }

  private grow(): void {
    const { tree: old, capacity } = this;
    this.capacity = 2 * capacity;
    this.tree = new Uint32Array(2 * this.capacity);
    // Each level goes to the left half of the next one; the old root is the left child of the new.
    for (let level = 1; level <= capacity; level *= 2) this.tree.set(old.subarray(level, 2 * level), 2 * level);
    this.tree[1] = this.tree[2];
  }
}
