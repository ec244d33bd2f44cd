import { CHUNK_MASK, CHUNK_SHIFT } from '../tables/column';
import { WIDE } from '../tables/blocks';
import { denseChunks } from '../tables/dense-chunks';
import type { BlockRow, SiteId } from '../tables/indices';
import type { SiteFigures } from '../tables/site-figures';
import type { Trace } from '../tables/trace';
import type { CallTree } from './call-tree';
import { countedSites } from './counted-sites';
import type { EventRange } from './event-range';

/** A metric on every node of a call tree, with everything that its function called. */
export interface TreeValues {
  /** Bytes or, for temporary blocks, blocks. */
  readonly total: Float64Array;
  /** Blocks. */
  readonly count: Uint32Array;
}

/** Figures of what is live, by site: `rows` as {@link LiveBlocks.rowsAt} gives them; with `range` only births in it. */
export function liveFigures(trace: Trace, rows: Uint32Array, range?: EventRange): SiteFigures {
  const counted = countedSites(trace);
  const figures = { bytes: new Float64Array(counted.length), count: new Uint32Array(counted.length) };
  const births = denseChunks(trace.blocks.birth);
  const sizes = denseChunks(trace.blocks.size);
  const sites = denseChunks(trace.blocks.site);
  const from = range?.from ?? 0;
  const to = range?.to ?? Infinity;
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i];
    const chunk = row >>> CHUNK_SHIFT;
    const at = row & CHUNK_MASK;
    const birth = births[chunk][at];
    const site = sites[chunk][at];
    if (counted[site] === 0 || birth < from || birth > to) continue;
    const size = sizes[chunk][at];
    figures.bytes[site] += size === WIDE ? trace.sizeOf(row as BlockRow) : size;
    figures.count[site]++;
  }
  return figures;
}

/** A metric on every node, of blocks allocated by its function itself. `self` in bytes or, like `count`, in blocks. */
export interface SelfValues {
  readonly self: Float64Array;
  readonly count: Uint32Array;
}

/** Puts figures by site on the nodes of the tree. `unit`: what `self` is. */
export function selfValues(trace: Trace, tree: CallTree, figures: SiteFigures, unit: 'bytes' | 'count'): SelfValues {
  const self = new Float64Array(tree.nodeCount);
  const count = new Uint32Array(tree.nodeCount);
  const measure = figures[unit];
  for (let site = 0; site < measure.length; site++) {
    if (figures.count[site] === 0) continue;
    const node = tree.nodeOfStack[trace.sites.stack.get(site as SiteId)];
    self[node] += measure[site];
    count[node] += figures.count[site];
  }
  return { self, count };
}

/** Sums a metric up the tree, in the arrays of `own`: trees of millions of nodes are made anew for every cursor. */
export function treeValues(tree: CallTree, own: SelfValues): TreeValues {
  const { parent } = tree;
  const { self: total, count } = own;
  for (let node = tree.nodeCount - 1; node > 0; node--) {
    total[parent[node]] += total[node];
    count[parent[node]] += count[node];
  }
  return { total, count };
}
