import { DOMAIN_KINDS } from '../../tables/domains';
import type { BlockRow, EventIndex, SiteId } from '../../tables/indices';
import type { Trace } from '../../tables/trace';
import { countedSites } from '../counted-sites';
import type { LiveBlocks } from '../live-blocks';

/** Few small blocks that lie far apart in memory that was in full use at the peak. Recorded addresses only. */
export interface PinnedSpan {
  readonly event: EventIndex;
  readonly blocks: number;
  readonly bytes: number;
  /** Bytes from the first block's first to the last block's last. */
  readonly span: number;
  /** The block that lies highest. */
  readonly last: BlockRow;
}

/** Instants looked at between the peak and the end. */
const INSTANTS = 32;
/** Memory without a live block over this many bytes parts one arena from the next. */
const ARENA_GAP = 1 << 20;
const LEAST_SPAN = 1 << 20;
/** Of the peak: a smaller span is not worth a sentence. */
const LEAST_SHARE = 0.05;
/** The blocks fill no more of the span than this. */
const MOST_FILLED = 0.01;

/**
 * The greatest span that a few blocks pin once the peak has drained: looked for at instants spread over the rest of
 * the trace where at most half of the peak is still live. Undefined where there is none.
 */
export function pinnedSpan(
  trace: Trace,
  live: LiveBlocks,
  peakEvent: EventIndex,
  peakBytes: number,
): PinnedSpan | undefined {
  const isPlaced = placedSites(trace);
  const arenas = findArenas(placedBlocks(trace, live.rowsAt(peakEvent), isPlaced));
  const after = trace.events.length - 1 - peakEvent;
  let best: PinnedSpan | undefined;
  for (let instant = 1; instant < INSTANTS; instant++) {
    const event = (peakEvent + Math.floor((after * instant) / INSTANTS)) as EventIndex;
    const blocks = placedBlocks(trace, live.rowsAt(event), isPlaced);
    if (blocks.bytes > peakBytes / 2) continue;
    for (const arena of arenas) {
      const span = spanWithin(blocks, arena, event);
      if (span === undefined || span.bytes > span.span * MOST_FILLED) continue;
      if (span.span < Math.max(LEAST_SPAN, peakBytes * LEAST_SHARE)) continue;
      if (best === undefined || span.span > best.span) best = span;
    }
  }
  return best;
}

/** Blocks in order of address. */
interface PlacedBlocks {
  readonly rows: readonly BlockRow[];
  readonly start: Float64Array;
  readonly end: Float64Array;
  readonly bytes: number;
}

interface Arena {
  readonly from: number;
  readonly to: number;
}

/** 1 by site: its blocks take room of a heap, rather than lying inside other blocks or being mapped by themselves. */
function placedSites(trace: Trace): Uint8Array {
  const mmap = DOMAIN_KINDS.indexOf('mmap');
  return countedSites(trace).map((counted, site) =>
    counted === 1 && trace.domains.kind.get(trace.sites.domain.get(site as SiteId)) !== mmap ? 1 : 0,
  );
}

function placedBlocks(trace: Trace, live: Uint32Array, isPlaced: Uint8Array): PlacedBlocks {
  const { blocks } = trace;
  const rows: BlockRow[] = [];
  for (const row of live) {
    const block = row as BlockRow;
    if (isPlaced[blocks.site.get(block)] === 1 && blocks.address.get(block) !== 0) rows.push(block);
  }
  rows.sort((a, b) => blocks.address.get(a) - blocks.address.get(b));
  const start = Float64Array.from(rows, (row) => blocks.address.get(row));
  const end = Float64Array.from(rows, (row) => blocks.address.get(row) + trace.sizeOf(row));
  return { rows, start, end, bytes: rows.reduce((sum, row) => sum + trace.sizeOf(row), 0) };
}

function findArenas({ start, end }: PlacedBlocks): Arena[] {
  const arenas: Arena[] = [];
  let first = 0;
  for (let i = 1; i <= start.length; i++) {
    if (i < start.length && start[i] - end[i - 1] < ARENA_GAP) continue;
    if (end[i - 1] - start[first] >= LEAST_SPAN) arenas.push({ from: start[first], to: end[i - 1] });
    first = i;
  }
  return arenas;
}

function spanWithin(blocks: PlacedBlocks, arena: Arena, event: EventIndex): PinnedSpan | undefined {
  const from = firstAtOrAfter(blocks.start, arena.from);
  const to = firstAtOrAfter(blocks.start, arena.to);
  if (to - from < 2) return undefined;
  let bytes = 0;
  for (let i = from; i < to; i++) bytes += blocks.end[i] - blocks.start[i];
  return { event, blocks: to - from, bytes, span: blocks.end[to - 1] - blocks.start[from], last: blocks.rows[to - 1] };
}

function firstAtOrAfter(addresses: Float64Array, address: number): number {
  let low = 0;
  let high = addresses.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (addresses[middle] < address) low = middle + 1;
    else high = middle;
  }
  return low;
}
