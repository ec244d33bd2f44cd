import { leftShift, TREE_BINS, treeIndex } from './best-fit-mapping';
import { strideOf } from './tagged-layout';

// Words of a free block in a trie, between header and last word.
/** Ring of the blocks of one size: the one that was freed before; of the one in the trie, the newest. */
const FORWARD = 1;
/** The one that was freed after; of the one in the trie, the oldest of the others. */
const BACK = 2;
/** Two subtries, by the next bit of the size. */
const CHILD_0 = 3;
const CHILD_1 = 4;
/** The parent's header; for a root its bin's word; 0 for a block that is only in a ring. */
const PARENT = 5;

/**
 * dlmalloc 2.8's large bins: each a bitwise trie over sizes, with a ring of the blocks of each size, which are
 * taken in the order in which they were freed. A search costs as many steps as sizes have bits.
 */
export class BestFitTries {
  nodesSeen = 0;

  /**
   * @param map the word with one bit per bin that has a block
   * @param bins the first of the 32 words with the roots
   */
  constructor(
    private readonly words: Int32Array,
    private readonly map: number,
    private readonly bins: number,
  ) {}

  /** The smallest block of all. */
  smallest(): number {
    const bins = this.words[this.map];
    return bins === 0 ? 0 : this.smallestBelow(this.words[this.bins + 31 - Math.clz32(bins & -bins)], 0, 0);
  }

  /** The smallest block of at least `stride` words, which are 32 units or more; 0 = none (`tmalloc_large`). */
  find(stride: number): number {
    const words = this.words;
    const index = treeIndex(stride >>> 2);
    let best = 0;
    let later = 0;
    let node = words[this.bins + index];
    // Down along the size's own bits; the last right subtrie that was passed holds the next larger sizes.
    for (let bits = (stride >>> 2) << leftShift(index); node !== 0; bits <<= 1) {
      this.nodesSeen++;
      const have = strideOf(words[node]);
      if (have === stride) return node;
      if (have > stride && (best === 0 || have < strideOf(words[best]))) best = node;
      const right = words[node + CHILD_1];
      node = words[node + CHILD_0 + (bits >>> 31)];
      if (right !== 0 && right !== node) later = right;
    }
    best = this.smallestBelow(later, stride, best);
    if (best !== 0) return best;
    const larger = index === TREE_BINS - 1 ? 0 : words[this.map] & (-2 << index);
    return larger === 0 ? 0 : this.smallestBelow(words[this.bins + 31 - Math.clz32(larger & -larger)], stride, 0);
  }

  /** The smallest block of at least `stride` words among `best` and the trie below `node`. */
  private smallestBelow(node: number, stride: number, best: number): number {
    const words = this.words;
    let least = best === 0 ? Infinity : strideOf(words[best]);
    while (node !== 0) {
      this.nodesSeen++;
      const have = strideOf(words[node]);
      if (have >= stride && have < least) {
        best = node;
        least = have;
      }
      const left = words[node + CHILD_0];
      node = left !== 0 ? left : words[node + CHILD_1];
    }
    return best;
  }

  insert(block: number, stride: number): void {
    const words = this.words;
    const index = treeIndex(stride >>> 2);
    let parent = this.bins + index;
    let slot = parent;
    // What the program left in its block is not a link.
    words[block + CHILD_0] = 0;
    words[block + CHILD_1] = 0;
    words[block + PARENT] = 0;
    if (words[slot] === 0) words[this.map] |= 1 << index;
    for (let bits = (stride >>> 2) << leftShift(index); words[slot] !== 0; bits <<= 1) {
      parent = words[slot];
      if (strideOf(words[parent]) === stride) {
        this.joinRing(block, parent);
        return;
      }
      slot = parent + CHILD_0 + (bits >>> 31);
    }
    words[slot] = block;
    words[block + PARENT] = parent;
    words[block + FORWARD] = block;
    words[block + BACK] = block;
  }

  private joinRing(block: number, standing: number): void {
    const words = this.words;
    const newest = words[standing + FORWARD];
    words[standing + FORWARD] = block;
    words[newest + BACK] = block;
    words[block + FORWARD] = newest;
    words[block + BACK] = standing;
  }

  /** Takes a block out; the next of its ring, or a leaf from below it, takes its place (`unlink_large_chunk`). */
  remove(block: number): void {
    const words = this.words;
    const forward = words[block + FORWARD];
    const back = words[block + BACK];
    const parent = words[block + PARENT];
    words[forward + BACK] = back;
    words[back + FORWARD] = forward;
    if (parent !== 0) this.replace(block, parent, back === block ? this.takeLeaf(block) : back);
    words.fill(0, block + FORWARD, block + PARENT + 1);
  }

  /** Unhooks a leaf below `node`; 0 = it has none. */
  private takeLeaf(node: number): number {
    const words = this.words;
    let slot = this.childSlot(node);
    if (slot === 0) return 0;
    for (let below = slot; below !== 0; below = this.childSlot(words[slot])) slot = below;
    const leaf = words[slot];
    words[slot] = 0;
    return leaf;
  }

  /** The word that holds a child of `node`, the right one first; 0 = it is a leaf. */
  private childSlot(node: number): number {
    const words = this.words;
    if (words[node + CHILD_1] !== 0) return node + CHILD_1;
    return words[node + CHILD_0] !== 0 ? node + CHILD_0 : 0;
  }

  private replace(block: number, parent: number, by: number): void {
    const words = this.words;
    const isRoot = parent < this.bins + TREE_BINS;
    const slot = isRoot ? parent : words[parent + CHILD_0] === block ? parent + CHILD_0 : parent + CHILD_1;
    words[slot] = by;
    if (by === 0) {
      if (isRoot) words[this.map] &= ~(1 << (parent - this.bins));
      return;
    }
    words[by + PARENT] = parent;
    for (let child = CHILD_0; child <= CHILD_1; child++) {
      const below = words[block + child];
      words[by + child] = below;
      if (below !== 0) words[below + PARENT] = by;
    }
  }

  /** Stride of the largest block; 0 = there is none. */
  largest(): number {
    const words = this.words;
    const bins = words[this.map];
    let largest = 0;
    for (let node = bins === 0 ? 0 : words[this.bins + 31 - Math.clz32(bins)]; node !== 0;) {
      largest = Math.max(largest, strideOf(words[node]));
      node = words[node + CHILD_1] !== 0 ? words[node + CHILD_1] : words[node + CHILD_0];
    }
    return largest;
  }

  /** Calls `visit` with every block, parents before children, rings from the oldest: the order to insert them again. */
  forEach(visit: (block: number, parent: number) => void): void {
    for (let index = 0; index < TREE_BINS; index++) this.forEachBelow(this.words[this.bins + index], visit);
  }

  private forEachBelow(node: number, visit: (block: number, parent: number) => void): void {
    const words = this.words;
    if (node === 0) return;
    visit(node, words[node + PARENT]);
    for (let other = words[node + BACK]; other !== node; other = words[other + BACK])
      visit(other, words[other + PARENT]);
    this.forEachBelow(words[node + CHILD_0], visit);
    this.forEachBelow(words[node + CHILD_1], visit);
  }

  /** Each block of `free` with 32 units or more stands in the trie of its bin, where its bits lead; takes them out of it. */
  findBrokenPromise(free: Set<number>): string | undefined {
    const words = this.words;
    for (let index = 0; index < TREE_BINS; index++) {
      const root = words[this.bins + index];
      if (((words[this.map] >>> index) & 1) !== (root === 0 ? 0 : 1)) return `tree bin ${index}: wrong bit`;
      const broken = this.findBrokenBelow(root, this.bins + index, index, 0, 0, free);
      if (broken !== undefined) return broken;
    }
    return undefined;
  }

  /** Every size below `node` lies in bin `index` and begins, behind its shift, with the `depth` bits of `path`. */
  private findBrokenBelow(
    node: number,
    parent: number,
    index: number,
    depth: number,
    path: number,
    free: Set<number>,
  ): string | undefined {
    const words = this.words;
    if (node === 0) return undefined;
    if (words[node + PARENT] !== parent) return `${node}: wrong parent`;
    const stride = strideOf(words[node]);
    const units = stride >>> 2;
    if (treeIndex(units) !== index) return `${node} stands in a wrong tree`;
    if (depth > 0 && (units << leftShift(index)) >>> (32 - depth) !== path) return `${node} stands on a wrong path`;
    let at = node;
    do {
      if (!free.delete(at)) return `${at} in a trie is not a free block, or stands there twice`;
      if (strideOf(words[at]) !== stride) return `${at} is in a ring of another size`;
      if (words[words[at + BACK] + FORWARD] !== at) return `the ring at ${at} is broken`;
      if (at !== node && words[at + PARENT] !== 0) return `${at} is in a ring and in the trie`;
      at = words[at + BACK];
    } while (at !== node);
    const below = (bit: 0 | 1) =>
      this.findBrokenBelow(words[node + CHILD_0 + bit], node, index, depth + 1, ((path << 1) | bit) >>> 0, free);
    return below(0) ?? below(1);
  }
}
