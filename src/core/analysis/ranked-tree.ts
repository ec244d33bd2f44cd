import type { FrameId } from '../tables/indices';
import { ROOT, type CallTree } from './call-tree';
import type { TreeValues } from './tree-values';

/** A tree as it is shown: what is worth nothing is left out, the greatest child comes first. Node 0 is the root. */
export interface RankedTree {
  /** Children with a value, greatest first. */
  childrenOf(node: number): ArrayLike<number>;
  hasChildren(node: number): boolean;
  /** A frame of the node's function; NONE: no stack was recorded. */
  frameOf(node: number): FrameId;
  functionOf(node: number): number;
  total(node: number): number;
  self(node: number): number;
  count(node: number): number;
}

/** The call tree from the outermost function inwards, by one metric. */
export class CalleesTree implements RankedTree {
  private readonly sorted = new Map<number, Uint32Array>();

  constructor(
    readonly tree: CallTree,
    readonly values: TreeValues,
  ) {}

  childrenOf(node: number): Uint32Array {
    let children = this.sorted.get(node);
    if (children === undefined) {
      children = this.sortChildren(node);
      this.sorted.set(node, children);
    }
    return children;
  }

  private sortChildren(node: number): Uint32Array {
    const { tree, values } = this;
    const children: number[] = [];
    for (let child = tree.firstChild[node]; child !== ROOT; child = tree.nextSibling[child]) {
      if (values.count[child] > 0) children.push(child);
    }
    children.sort((a, b) => values.total[b] - values.total[a] || values.count[b] - values.count[a] || a - b);
    return Uint32Array.from(children);
  }

  hasChildren(node: number): boolean {
    const { tree, values } = this;
    for (let child = tree.firstChild[node]; child !== ROOT; child = tree.nextSibling[child]) {
      if (values.count[child] > 0) return true;
    }
    return false;
  }

  functionOf(node: number): number {
    return this.tree.functionOf[node];
  }

  frameOf(node: number): FrameId {
    return this.tree.functions.frame[this.tree.functionOf[node]];
  }

  total(node: number): number {
    return this.values.total[node];
  }

  self(node: number): number {
    const { tree, values } = this;
    let self = values.total[node];
    for (let child = tree.firstChild[node]; child !== ROOT; child = tree.nextSibling[child]) {
      self -= values.total[child];
    }
    return self;
  }

  count(node: number): number {
    return this.values.count[node];
  }
}
