import { frameText } from '../tables/code-names';
import { NONE, type Bytes } from '../tables/indices';
import type { Trace } from '../tables/trace';
import type { TreePage, TreeRow } from './answers';
import { ROOT } from './call-tree';
import type { RankedTree } from './ranked-tree';

/** What a search found in a tree. */
export interface TreeMatches {
  /** 1 by function. */
  readonly functions: Uint8Array;
  /** Whether a match stands somewhere below a node. */
  leadsToMatch(node: number): boolean;
}

interface Visible {
  readonly node: number;
  readonly depth: number;
  /** A node above this one matches: from here on everything shows. */
  readonly isBelowMatch: boolean;
}

/**
 * Rows `from … from + count − 1` of a tree flattened with the nodes `open`. With `matches` only matches, what leads to
 * them and what lies below them shows, and the ways to the outermost matches are open.
 */
export function treePage(
  trace: Trace,
  tree: RankedTree,
  open: ReadonlySet<number>,
  matches: TreeMatches | undefined,
  from: number,
  count: number,
): TreePage {
  const rows: TreeRow[] = [];
  let total = 0;
  const waiting: Visible[] = [];
  const push = (node: number, depth: number, isBelowMatch: boolean): void => {
    const children = tree.childrenOf(node);
    for (let i = children.length - 1; i >= 0; i--) {
      if (shows(tree, children[i], matches, isBelowMatch)) waiting.push({ node: children[i], depth, isBelowMatch });
    }
  };
  push(ROOT, 0, false);
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { node, depth } = next;
    const isMatch = matchesAt(tree, node, matches);
    const isBelowMatch = next.isBelowMatch || isMatch;
    const isOpen = open.has(node) || (matches !== undefined && !isBelowMatch && matches.leadsToMatch(node));
    if (total >= from && total < from + count) rows.push(treeRow(trace, tree, node, depth, isOpen, isMatch));
    total++;
    if (isOpen) push(node, depth + 1, isBelowMatch);
  }
  return { total, whole: tree.total(ROOT), rows };
}

function matchesAt(tree: RankedTree, node: number, matches: TreeMatches | undefined): boolean {
  return matches !== undefined && matches.functions[tree.functionOf(node)] === 1;
}

function shows(tree: RankedTree, node: number, matches: TreeMatches | undefined, isBelowMatch: boolean): boolean {
  return matches === undefined || isBelowMatch || matchesAt(tree, node, matches) || matches.leadsToMatch(node);
}

/** One node as a row. */
export function treeRow(
  trace: Trace,
  tree: RankedTree,
  node: number,
  depth: number,
  isOpen: boolean,
  isMatch: boolean,
): TreeRow {
  const frame = tree.frameOf(node);
  const text = frame === NONE ? { label: 'no stack recorded', module: '', file: '' } : frameText(trace, frame);
  return {
    node,
    depth,
    label: text.label,
    module: text.module,
    file: text.file,
    bytes: tree.total(node) as Bytes,
    selfBytes: tree.self(node) as Bytes,
    count: tree.count(node),
    hasChildren: tree.hasChildren(node),
    isOpen,
    isMatch,
  };
}
