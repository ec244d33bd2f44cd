import { CHUNK_MASK, CHUNK_SHIFT } from '../../tables/column';
import { denseChunks } from '../../tables/dense-chunks';
import type { BlockRow, ModuleId, SiteId, StackId } from '../../tables/indices';
import type { Trace } from '../../tables/trace';
import { FAMILIES, familyOfSites } from './allocation-family';
import type { LinkUnits } from './link-units';

/** Blocks of one cell of the matrix that one place in code allocated and one released. */
export interface SitePair {
  /** Stacks of the first of them. */
  readonly allocation: StackId;
  readonly release: StackId;
  readonly blocks: number;
  readonly bytes: number;
  readonly first: BlockRow;
}

/** Pairs kept: the rest of a cell is only counted. */
const MOST_PAIRS = 200;

/** Finds both sites of the blocks in one cell of the matrix, in slices. Blocks with functions of their own are left out. */
export class CrossingSites {
  /** By the innermost frames of both stacks. */
  private readonly pairs = new Map<number, { blocks: number; bytes: number; first: BlockRow }>();
  /** 1 by site: the module asked for allocated here. */
  private readonly isAllocation: Uint8Array;
  private readonly to: number;
  private next = 1;

  constructor(
    private readonly trace: Trace,
    private readonly units: LinkUnits,
    from: ModuleId,
    to: ModuleId,
  ) {
    const unit = units.modules.indexOf(from);
    const own = FAMILIES.indexOf('own');
    this.to = units.modules.indexOf(to);
    this.isAllocation = familyOfSites(trace).map((family, site) =>
      family !== own && units.ofStack[trace.sites.stack.get(site as SiteId)] === unit ? 1 : 0,
    );
  }

  /** Looks at up to `maxRows` more block rows; true when all were looked at. */
  step(maxRows: number): boolean {
    const { trace, units, isAllocation } = this;
    const sites = denseChunks(trace.blocks.site);
    const until = Math.min(trace.blocks.length, this.next + maxRows);
    for (let row = this.next; row < until; row++) {
      const site = sites[row >>> CHUNK_SHIFT][row & CHUNK_MASK];
      if (isAllocation[site] === 0) continue;
      const release = trace.blocks.releaseStack.get(row as BlockRow);
      if (release !== 0 && units.ofStack[release] === this.to) this.add(row as BlockRow, site as SiteId, release);
    }
    this.next = until;
    return until >= trace.blocks.length;
  }

  /** Pairs with the most blocks first. */
  found(most = MOST_PAIRS): { readonly total: number; readonly pairs: readonly SitePair[] } {
    const { sites, blocks } = this.trace;
    const pairs = [...this.pairs.values()].map((pair) => ({
      allocation: sites.stack.get(blocks.site.get(pair.first)),
      release: blocks.releaseStack.get(pair.first),
      ...pair,
    }));
    pairs.sort((a, b) => b.blocks - a.blocks || b.bytes - a.bytes || a.first - b.first);
    return { total: pairs.length, pairs: pairs.slice(0, most) };
  }

  private add(row: BlockRow, site: SiteId, release: StackId): void {
    const { stacks, frames, sites } = this.trace;
    const key = stacks.frame.get(sites.stack.get(site)) * frames.length + stacks.frame.get(release);
    const pair = this.pairs.get(key);
    const bytes = this.trace.sizeOf(row);
    if (pair === undefined) this.pairs.set(key, { blocks: 1, bytes, first: row });
    else {
      pair.blocks++;
      pair.bytes += bytes;
    }
  }
}
