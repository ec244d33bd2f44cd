import { ensure } from '../../base/assert';
import type { FrameId } from '../tables/indices';
import { ROOT, type CallTree } from './call-tree';
import type { RankedTree } from './ranked-tree';
import type { SelfValues } from './tree-values';

/**
 * Numbers of callers' nodes: they stay the same when the metric or the cursor changes, so open nodes stay open. They
 * count down from −1, apart from the nodes of the callees' tree.
 */
export class CallerNumbers {
  private readonly known = new Map<number, number>();

  /** `functions`: number of functions in the trace. */
  constructor(private readonly functions: number) {}

  of(parent: number, func: number): number {
    const key = parent * this.functions + func;
    let number = this.known.get(key);
    if (number === undefined) {
      number = -1 - this.known.size;
      this.known.set(key, number);
    }
    return number;
  }
}

/** A function among the callers: the nodes of the call tree where it stands, with what was allocated through each. */
interface Caller {
  readonly func: number;
  readonly depth: number;
  readonly places: number[];
  readonly values: number[];
  readonly counts: number[];
  total: number;
  count: number;
}

/** The call tree upside down: the functions that allocate, below each its callers, made when a node is opened. */
export class CallersTree implements RankedTree {
  private readonly callers = new Map<number, Caller>();
  private readonly sorted = new Map<number, number[]>();

  constructor(
    private readonly tree: CallTree,
    private readonly numbers: CallerNumbers,
    values: SelfValues,
  ) {
    const root: Caller = { func: 0, depth: 0, places: [], values: [], counts: [], total: 0, count: 0 };
    for (let node = 1; node < tree.nodeCount; node++) {
      if (values.count[node] > 0) addPlace(root, node, values.self[node], values.count[node]);
    }
    this.callers.set(ROOT, root);
  }

  childrenOf(node: number): readonly number[] {
    let children = this.sorted.get(node);
    if (children === undefined) {
      children = this.expand(node);
      this.sorted.set(node, children);
    }
    return children;
  }

  private expand(node: number): number[] {
    const caller = this.caller(node);
    const children = new Set<number>();
    for (let i = 0; i < caller.places.length; i++) {
      // The root's places are where memory is allocated; below it each step goes to the caller.
      const place = node === ROOT ? caller.places[i] : this.tree.parent[caller.places[i]];
      if (place === ROOT) continue;
      const child = this.numbers.of(node, this.tree.functionOf[place]);
      children.add(child);
      addPlace(this.childCaller(child, caller, this.tree.functionOf[place]), place, caller.values[i], caller.counts[i]);
    }
    return [...children].sort((a, b) => this.total(b) - this.total(a) || this.count(b) - this.count(a) || b - a);
  }

  private childCaller(node: number, above: Caller, func: number): Caller {
    let caller = this.callers.get(node);
    if (caller === undefined) {
      caller = { func, depth: above.depth + 1, places: [], values: [], counts: [], total: 0, count: 0 };
      this.callers.set(node, caller);
    }
    return caller;
  }

  private caller(node: number): Caller {
    return ensure(this.callers.get(node), 'a caller is known once its parent was opened');
  }

  /** Whether a function of `callers` (by node of the call tree) calls here, however far above. */
  isBelowAny(node: number, callers: Uint8Array): boolean {
    return this.caller(node).places.some((place) => callers[place] === 1);
  }

  hasChildren(node: number): boolean {
    return this.caller(node).places.some((place) => this.tree.parent[place] !== ROOT);
  }

  functionOf(node: number): number {
    return this.caller(node).func;
  }

  frameOf(node: number): FrameId {
    return this.tree.functions.frame[this.caller(node).func];
  }

  total(node: number): number {
    return this.caller(node).total;
  }

  /** Memory is allocated by the outermost nodes here; what lies below them only called them. */
  self(node: number): number {
    const caller = this.caller(node);
    return caller.depth === 1 ? caller.total : 0;
  }

  count(node: number): number {
    return this.caller(node).count;
  }
}

function addPlace(caller: Caller, place: number, value: number, count: number): void {
  caller.places.push(place);
  caller.values.push(value);
  caller.counts.push(count);
  caller.total += value;
  caller.count += count;
}

/** 1 by node of the call tree where a function above it matches. `matches` by function. */
export function nodesBelowMatch(tree: CallTree, matches: Uint8Array): Uint8Array {
  const below = new Uint8Array(tree.nodeCount);
  for (let node = 1; node < tree.nodeCount; node++) {
    const parent = tree.parent[node];
    if (below[parent] === 1 || (parent !== ROOT && matches[tree.functionOf[parent]] === 1)) below[node] = 1;
  }
  return below;
}
