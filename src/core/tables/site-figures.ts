/** Bytes and blocks of every site, by site id. */
export interface SiteFigures {
  readonly bytes: Float64Array;
  readonly count: Uint32Array;
}

/**
 * Figures of every site. Allocated and temporary run over all domains; peak and leaked, like the total, only over
 * domains that are not backed by another.
 */
export interface SiteFiguresByMetric {
  /** Requests that gave memory: allocations and reallocations. */
  readonly allocated: SiteFigures;
  /** Blocks that the very next `+`, `-` or `~` ended. */
  readonly temporary: SiteFigures;
  /** What was live at the peak of the total. */
  readonly peak: SiteFigures;
  /** What was live at the end. */
  readonly leaked: SiteFigures;
}

/** Zeroes for sites `0 … sites − 1`. */
export function emptyFigures(sites: number): SiteFigures {
  return { bytes: new Float64Array(sites), count: new Uint32Array(sites) };
}

/** Adds `count` blocks of `size` bytes each. */
export function addBlocks(figures: SiteFigures, site: number, size: number, count: number): void {
  if (count === 0) return;
  figures.bytes[site] += size * count;
  figures.count[site] += count;
}
