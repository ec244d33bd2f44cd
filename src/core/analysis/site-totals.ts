import { firstBornAt } from '../tables/block-history';
import { WIDE } from '../tables/blocks';
import { CHUNK_MASK, CHUNK_SHIFT } from '../tables/column';
import { denseChunk, denseChunks } from '../tables/dense-chunks';
import { EventKind } from '../tables/events';
import { ALIVE, NONE, type BlockRow, type EventIndex, type SiteId } from '../tables/indices';
import { addBlocks, emptyFigures, type SiteFigures, type SiteFiguresByMetric } from '../tables/site-figures';
import type { Trace } from '../tables/trace';
import type { EventRange } from './event-range';

/** What {@link SiteTotals} are told beside the trace. */
interface Told {
  /** Only blocks born in it; absent: the whole trace. */
  readonly range?: EventRange;
  /** What reading counted of the whole trace; absent: the rows are counted. */
  readonly figures?: SiteFiguresByMetric | undefined;
}

/** The figures of every site, in one pass over the block rows. */
export class SiteTotals implements SiteFiguresByMetric {
  readonly allocated: SiteFigures;
  readonly temporary: SiteFigures;
  readonly peak: SiteFigures;
  readonly leaked: SiteFigures;

  private readonly end: number;
  private next: number;

  /** `peakEvent` as in `Totals`. */
  constructor(
    private readonly trace: Trace,
    private readonly peakEvent: EventIndex,
    { range, figures }: Told = {},
  ) {
    const sites = Math.max(1, trace.sites.length);
    this.allocated = figures?.allocated ?? emptyFigures(sites);
    this.temporary = figures?.temporary ?? emptyFigures(sites);
    this.peak = figures?.peak ?? emptyFigures(sites);
    this.leaked = figures?.leaked ?? emptyFigures(sites);
    this.next = range === undefined ? 1 : firstBornAt(trace, range.from);
    const end = range === undefined ? trace.blocks.length : firstBornAt(trace, (range.to + 1) as EventIndex);
    this.end = figures === undefined ? end : this.next;
  }

  /** Takes in up to `maxRows` more block rows; true when all are in. */
  step(maxRows: number): boolean {
    const until = Math.min(this.end, this.next + maxRows);
    while (this.next < until) {
      const end = Math.min(until, ((this.next >>> CHUNK_SHIFT) + 1) << CHUNK_SHIFT);
      this.takeLive(this.next, end);
      this.takeRequests(this.next, end);
      this.next = end;
    }
    return this.next >= this.end;
  }

  /** Of rows `first … end`, which lie in one chunk: those live at the peak, and those live at the end. */
  private takeLive(first: number, end: number): void {
    const { trace, peakEvent } = this;
    const chunk = first >>> CHUNK_SHIFT;
    const births = denseChunk(trace.blocks.birth, chunk);
    const deaths = denseChunk(trace.blocks.death, chunk);
    const sizes = denseChunk(trace.blocks.size, chunk);
    const sites = denseChunk(trace.blocks.site, chunk);
    for (let row = first; row < end; row++) {
      const at = row & CHUNK_MASK;
      const death = deaths[at];
      if (death <= peakEvent) continue;
      const isAtPeak = births[at] <= peakEvent;
      const site = sites[at];
      if ((!isAtPeak && death !== ALIVE) || !this.isCounted(site as SiteId)) continue;
      const size = sizes[at] === WIDE ? trace.sizeOf(row as BlockRow) : sizes[at];
      if (isAtPeak) addBlocks(this.peak, site, size, 1);
      if (death === ALIVE) addBlocks(this.leaked, site, size, 1);
    }
  }

  /** What rows `first … end`, which lie in one chunk, were asked for with. */
  private takeRequests(first: number, end: number): void {
    const { trace, allocated } = this;
    const chunk = first >>> CHUNK_SHIFT;
    const births = denseChunk(trace.blocks.birth, chunk);
    const deaths = denseChunk(trace.blocks.death, chunk);
    const sizes = denseChunk(trace.blocks.size, chunk);
    const sites = denseChunk(trace.blocks.site, chunk);
    const kinds = denseChunks(trace.events.kind);
    const operands = denseChunks(trace.events.operand);
    for (let row = first; row < end; row++) {
      const at = row & CHUNK_MASK;
      const site = sites[at];
      const size = sizes[at] === WIDE ? trace.sizeOf(row as BlockRow) : sizes[at];
      const birth = births[at];
      // A row that its event does not name goes on with a block that moved silently: nobody asked for it anew.
      if (operands[birth >>> CHUNK_SHIFT][birth & CHUNK_MASK] !== row) continue;
      addBlocks(allocated, site, size, 1);
      if (deaths[at] === ALIVE) continue;
      // Mostly the next event tells at once: it is about another block, or it frees this one.
      const next = birth + 1;
      const kind = kinds[next >>> CHUNK_SHIFT][next & CHUNK_MASK];
      const isEndedNext = deaths[at] === next && kind === EventKind.Free && operands[next >>> CHUNK_SHIFT][next & CHUNK_MASK] === row; // prettier-ignore
      const isOutlived = deaths[at] !== next && kind <= EventKind.FreeUnknown;
      if (isEndedNext || (!isOutlived && isTemporary(trace, row as BlockRow))) addBlocks(this.temporary, site, size, 1);
    }
  }

  /** Whether blocks of the site are in the total: not those that lie inside blocks of a backing domain. */
  private isCounted(site: SiteId): boolean {
    const domain = this.trace.sites.domain.get(site);
    return domain === NONE || this.trace.domains.backing.get(domain) === NONE;
  }
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
