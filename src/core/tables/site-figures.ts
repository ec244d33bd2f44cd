/** Bytes and blocks of every site, by site id. */
export interface SiteFigures {
  readonly bytes: Float64Array;
  readonly count: Uint32Array;
}

/** What was asked for in a whole trace, over all domains. */
export interface SiteRequests {
  /** Requests that gave memory: allocations and reallocations. */
  readonly allocated: SiteFigures;
  /** Blocks that the very next `+`, `-` or `~` ended. */
  readonly temporary: SiteFigures;
}

/** Zeroes for sites `0 … sites − 1`. */
export function emptyFigures(sites: number): SiteFigures {
  return { bytes: new Float64Array(sites), count: new Uint32Array(sites) };
}

/** Adds `count` blocks of `size` bytes each. */
export function addBlocks(figures: SiteFigures, site: number, size: number, count: number): void {
  figures.bytes[site] += size * count;
  figures.count[site] += count;
}
