import { CHUNK_MASK, CHUNK_SHIFT } from '../tables/column';
import { denseChunks } from '../tables/dense-chunks';
import { NONE, type FrameId } from '../tables/indices';
import type { Trace } from '../tables/trace';
import { Functions } from './functions';

/** The node above all others. */
export const ROOT = 0;
/** The node of blocks without a stack. */
export const NO_STACK = 1;
/** Children that are looked through one by one; a parent with more has them in an index. */
const MOST_LISTED = 8;

/**
 * The tree of functions: stacks merged where the path of functions from the outermost is the same, inlined functions
 * as nodes of their own. A parent stands before its children, so one backward loop sums up a tree.
 */
export class CallTree {
  readonly functions: Functions;
  /** Node by stack id. */
  readonly nodeOfStack: Uint32Array;
  nodeCount = 1;
  parent: Uint32Array;
  firstChild: Uint32Array;
  nextSibling: Uint32Array;
  functionOf: Uint32Array;

  /** Children of parents that have many, by parent and function; open addressing, 0 = free. */
  private slots = new Uint32Array(1 << 12);
  private indexed = 0;
  private nextStack = 1;

  constructor(private readonly trace: Trace) {
    this.functions = new Functions(trace);
    const stacks = Math.max(1, trace.stacks.length);
    this.nodeOfStack = new Uint32Array(stacks);
    this.parent = new Uint32Array(stacks + 2);
    this.firstChild = new Uint32Array(stacks + 2);
    this.nextSibling = new Uint32Array(stacks + 2);
    this.functionOf = new Uint32Array(stacks + 2);
    this.childOf(ROOT, 0);
  }

  /** Takes in up to `maxStacks` more stacks; true when all are in. */
  step(maxStacks: number): boolean {
    const { nodeOfStack, functions, trace } = this;
    const parents = denseChunks(trace.stacks.parent);
    const frames = denseChunks(trace.stacks.frame);
    const until = Math.min(nodeOfStack.length, this.nextStack + maxStacks);
    for (let stack = this.nextStack; stack < until; stack++) {
      const above = nodeOfStack[parents[stack >>> CHUNK_SHIFT][stack & CHUNK_MASK]];
      const frame = frames[stack >>> CHUNK_SHIFT][stack & CHUNK_MASK];
      const caller = this.inlinedCallers(above, trace.frames.inlinedInto.get(frame as FrameId));
      nodeOfStack[stack] = this.childOf(caller, functions.ofFrame[frame]);
    }
    this.nextStack = until;
    if (until < nodeOfStack.length) return false;
    nodeOfStack[NONE] = NO_STACK;
    this.slots = new Uint32Array(0);
    return true;
  }

  /** Below `above`, the nodes of the functions that a frame was inlined into, outermost first; the innermost of them. */
  private inlinedCallers(above: number, frame: FrameId): number {
    if (frame === NONE) return above;
    const outer = this.inlinedCallers(above, this.trace.frames.inlinedInto.get(frame));
    return this.childOf(outer, this.functions.ofFrame[frame]);
  }

  private childOf(parent: number, func: number): number {
    let children = 0;
    for (let node = this.firstChild[parent]; node !== ROOT; node = this.nextSibling[node]) {
      if (this.functionOf[node] === func) return node;
      if (++children === MOST_LISTED) return this.childOfMany(parent, func);
    }
    const node = this.addChild(parent, func);
    if (children + 1 === MOST_LISTED) this.indexChildren(parent);
    return node;
  }

  private childOfMany(parent: number, func: number): number {
    let slot = this.slotOf(parent, func);
    for (let node = this.slots[slot]; node !== 0; node = this.slots[slot]) {
      if (this.parent[node] === parent && this.functionOf[node] === func) return node;
      slot = (slot + 1) & (this.slots.length - 1);
    }
    const node = this.addChild(parent, func);
    this.index(node);
    return node;
  }

  private addChild(parent: number, func: number): number {
    const node = this.nodeCount++;
    if (node === this.parent.length) this.grow();
    this.parent[node] = parent;
    this.functionOf[node] = func;
    this.nextSibling[node] = this.firstChild[parent];
    this.firstChild[parent] = node;
    return node;
  }

  private indexChildren(parent: number): void {
    for (let node = this.firstChild[parent]; node !== ROOT; node = this.nextSibling[node]) this.index(node);
  }

  private index(node: number): void {
    if (++this.indexed * 2 > this.slots.length) this.growIndex();
    let slot = this.slotOf(this.parent[node], this.functionOf[node]);
    while (this.slots[slot] !== 0) slot = (slot + 1) & (this.slots.length - 1);
    this.slots[slot] = node;
  }

  private growIndex(): void {
    const known = this.slots;
    this.slots = new Uint32Array(known.length * 2);
    this.indexed = 1;
    for (const node of known) if (node !== 0) this.index(node);
  }

  private slotOf(parent: number, func: number): number {
    const mixed = Math.imul(parent, 0x9e37_79b1) ^ Math.imul(func + 1, 0x85eb_ca6b);
    return (mixed ^ (mixed >>> 15)) & (this.slots.length - 1);
  }

  private grow(): void {
    this.parent = doubled(this.parent);
    this.firstChild = doubled(this.firstChild);
    this.nextSibling = doubled(this.nextSibling);
    this.functionOf = doubled(this.functionOf);
  }
}

function doubled(column: Uint32Array): Uint32Array {
  const larger = new Uint32Array(column.length * 2);
  larger.set(column);
  return larger;
}
