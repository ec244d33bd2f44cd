import { firstBornAt } from '../tables/block-history';
import { WIDE } from '../tables/blocks';
import { CHUNK_MASK, CHUNK_SHIFT } from '../tables/column';
import { denseChunks } from '../tables/dense-chunks';
import { EventKind } from '../tables/events';
import { ALIVE, type BlockRow, type EventIndex } from '../tables/indices';
import type { Trace } from '../tables/trace';
import { countedSites } from './counted-sites';
import type { EventRange } from './event-range';

/** Bytes and blocks of every site, by site id. */
export interface SiteFigures {
  readonly bytes: Float64Array;
  readonly count: Uint32Array;
}

/**
 * Per site, in one pass over the block rows: what was allocated in all, what of it was temporary, what was live at the
 * peak and what at the end. Allocated and temporary run over all domains; peak and leaked, like the total, only over
 * domains that are not backed by another.
 */
export class SiteTotals {
  /** Requests that gave memory: allocations and reallocations. */
  readonly allocated: SiteFigures;
  /** Blocks that the very next `+`, `-` or `~` ended. */
  readonly temporary: SiteFigures;
  readonly peak: SiteFigures;
  readonly leaked: SiteFigures;

  private readonly counted: Uint8Array;
  private readonly end: number;
  private next: number;

  /** `range`: only blocks born in it; undefined: the whole trace. `peakEvent` as in `Totals`. */
  constructor(
    private readonly trace: Trace,
    private readonly peakEvent: EventIndex,
    range?: EventRange,
  ) {
    const sites = Math.max(1, trace.sites.length);
    this.allocated = emptyFigures(sites);
    this.temporary = emptyFigures(sites);
    this.peak = emptyFigures(sites);
    this.leaked = emptyFigures(sites);
    this.counted = countedSites(trace);
    this.next = range === undefined ? 1 : firstBornAt(trace, range.from);
    this.end = range === undefined ? trace.blocks.length : firstBornAt(trace, (range.to + 1) as EventIndex);
  }

  /** Takes in up to `maxRows` more block rows; true when all are in. */
  step(maxRows: number): boolean {
    const until = Math.min(this.end, this.next + maxRows);
    while (this.next < until) this.takeIn(Math.min(until, ((this.next >>> CHUNK_SHIFT) + 1) << CHUNK_SHIFT));
    return this.next >= this.end;
  }

  /** Takes in rows `next … end`, which lie in one chunk. */
  private takeIn(end: number): void {
    const { trace, counted, allocated, peak, leaked, peakEvent } = this;
    const chunk = this.next >>> CHUNK_SHIFT;
    const births = denseChunks(trace.blocks.birth)[chunk];
    const deaths = denseChunks(trace.blocks.death)[chunk];
    const sizes = denseChunks(trace.blocks.size)[chunk];
    const sites = denseChunks(trace.blocks.site)[chunk];
    const kinds = denseChunks(trace.events.kind);
    const operands = denseChunks(trace.events.operand);
    for (let row = this.next; row < end; row++) {
      const at = row & CHUNK_MASK;
      const site = sites[at];
      const size = sizes[at] === WIDE ? trace.sizeOf(row as BlockRow) : sizes[at];
      if (counted[site] === 1) {
        if (births[at] <= peakEvent && deaths[at] > peakEvent) add(peak, site, size);
        if (deaths[at] === ALIVE) add(leaked, site, size);
      } else if (this.movedSilently(row as BlockRow)) continue;
      add(allocated, site, size);
      if (deaths[at] === ALIVE) continue;
      // Mostly the next event tells at once: it is about another block, or it frees this one.
      const next = births[at] + 1;
      const kind = kinds[next >>> CHUNK_SHIFT][next & CHUNK_MASK];
      const isEndedNext = deaths[at] === next && kind === EventKind.Free && operands[next >>> CHUNK_SHIFT][next & CHUNK_MASK] === row; // prettier-ignore
      const isOutlived = deaths[at] !== next && kind <= EventKind.FreeUnknown;
      if (isEndedNext || (!isOutlived && isTemporary(trace, row as BlockRow))) add(this.temporary, site, size);
    }
    this.next = end;
  }

  /** Such a row goes on with a block that moved with its backing block: nobody requested it anew. */
  private movedSilently(row: BlockRow): boolean {
    return this.trace.events.operand.get(this.trace.blocks.birth.get(row)) !== row;
  }
}

function emptyFigures(sites: number): SiteFigures {
  return { bytes: new Float64Array(sites), count: new Uint32Array(sites) };
}

function add(figures: SiteFigures, site: number, size: number): void {
  figures.bytes[site] += size;
  figures.count[site]++;
}

/** Whether the very next `+`, `-` or `~` after the block's birth is the `-` or `~` that ends it. */
export function isTemporary(trace: Trace, row: BlockRow): boolean {
  const { events, blocks } = trace;
  const death = blocks.death.get(row);
  let next = (blocks.birth.get(row) + 1) as EventIndex;
  while (next < death && events.kind.get(next) > EventKind.FreeUnknown) next++;
  if (next !== death || death === ALIVE) return false;
  const kind = events.kind.get(death);
  const operand = events.operand.get(death) as BlockRow;
  if (kind === EventKind.Reallocate) return blocks.previous.get(operand) === row;
  return (kind === EventKind.Free || kind === EventKind.ReallocateToNothing) && operand === row;
}
