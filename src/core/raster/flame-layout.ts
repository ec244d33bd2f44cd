import type { RankedTree } from '../analysis/ranked-tree';

/** Frames narrower than this are not laid out one by one. Device pixels. */
const LEAST_WIDTH = 0.5;

/**
 * The frames of a flame graph: a struct of arrays, depth by depth, in each depth from left to right. The root stands
 * at depth 0, its callees hang below it.
 */
export class FlameLayout {
  count = 0;
  nodes = new Uint32Array(1024);
  /** Left edge and right edge, device pixels. */
  lefts = new Float32Array(1024);
  rights = new Float32Array(1024);
  /** 0: the frame is its node. Else it stands for so many narrow children of its node, put together. */
  merged = new Uint32Array(1024);
  /** Index of the first frame of each depth, and of the end. */
  readonly firsts: number[] = [];

  /** Depths in all: what there is to scroll through. */
  get depth(): number {
    return this.firsts.length - 1;
  }

  add(node: number, left: number, right: number, merged: number): void {
    if (this.count === this.nodes.length) this.grow();
    const index = this.count++;
    this.nodes[index] = node;
    this.lefts[index] = left;
    this.rights[index] = right;
    this.merged[index] = merged;
  }

  private grow(): void {
    const length = this.nodes.length * 2;
    this.nodes = copyInto(this.nodes, new Uint32Array(length));
    this.lefts = copyInto(this.lefts, new Float32Array(length));
    this.rights = copyInto(this.rights, new Float32Array(length));
    this.merged = copyInto(this.merged, new Uint32Array(length));
  }
}

function copyInto<Lane extends { set: (from: Lane) => void }>(from: Lane, to: Lane): Lane {
  to.set(from);
  return to;
}

/**
 * Lays the tree out below `root` over `width` device pixels: a frame is as wide as its total, the greatest child
 * stands left. Costs what is wide enough to see, whatever the tree's size.
 */
export function layoutFlame(tree: RankedTree, root: number, width: number): FlameLayout {
  const layout = new FlameLayout();
  const whole = tree.total(root);
  layout.firsts.push(0);
  if (whole <= 0) return layout;
  layout.add(root, 0, width, 0);
  layout.firsts.push(1);
  for (let depth = 0; layout.firsts[depth] < layout.firsts[depth + 1]; depth++) {
    const end = layout.firsts[depth + 1];
    for (let frame = layout.firsts[depth]; frame < end; frame++) {
      if (layout.merged[frame] === 0) layChildren(layout, tree, frame, width / whole);
    }
    if (layout.count > end) layout.firsts.push(layout.count);
    else break;
  }
  return layout;
}

function layChildren(layout: FlameLayout, tree: RankedTree, frame: number, scale: number): void {
  const node = layout.nodes[frame];
  const children = tree.childrenOf(node);
  let left = layout.lefts[frame];
  for (let i = 0; i < children.length; i++) {
    const right = left + tree.total(children[i]) * scale;
    if (right - left < LEAST_WIDTH) {
      layRest(layout, tree, frame, scale, children, i, left);
      return;
    }
    layout.add(children[i], left, right, 0);
    left = right;
  }
}

/** The narrow children from `first` on as one frame, if together they can be seen. */
function layRest(
  layout: FlameLayout,
  tree: RankedTree,
  frame: number,
  scale: number,
  children: ArrayLike<number>,
  first: number,
  left: number,
): void {
  let rest = 0;
  for (let i = first; i < children.length; i++) rest += tree.total(children[i]);
  if (rest * scale < LEAST_WIDTH) return;
  layout.add(layout.nodes[frame], left, left + rest * scale, children.length - first);
}
