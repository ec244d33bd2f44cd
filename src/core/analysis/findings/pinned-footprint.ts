import { ensure } from '../../../base/assert';
import { DOMAIN_KINDS } from '../../tables/domains';
import type { BlockRow, EventIndex, SiteId } from '../../tables/indices';
import type { Trace } from '../../tables/trace';
import { countedSites } from '../counted-sites';
import type { LiveBlocks } from '../live-blocks';

interface Span {
  readonly blocks: number;
  readonly bytes: number;
  /** Bytes from the first block's first to the last block's last. */
  readonly span: number;
}

/** Few small blocks that lie far apart in memory that was in full use at the peak. Recorded addresses only. */
export interface PinnedSpan extends Span {
  readonly event: EventIndex;
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
export function* pinnedSpan(
  trace: Trace,
  live: LiveBlocks,
  peakEvent: EventIndex,
  peakBytes: number,
): Generator<undefined, PinnedSpan | undefined> {
  const isPlaced = placedSites(trace);
  const arenas = findArenas(placedBlocks(trace, placedRows(trace, live.rowsAt(peakEvent), isPlaced)));
  const after = trace.events.length - 1 - peakEvent;
  let best: PinnedSpan | undefined;
  for (let instant = 1; instant < INSTANTS; instant++) {
    const event = (peakEvent + Math.floor((after * instant) / INSTANTS)) as EventIndex;
    const rows = placedRows(trace, live.rowsAt(event), isPlaced);
    yield undefined;
    if (bytesOf(trace, rows) > peakBytes / 2) continue;
    const blocks = placedBlocks(trace, rows);
    for (const arena of arenas) {
      const span = spanWithin(blocks, arena);
      if (span === undefined || span.bytes > span.span * MOST_FILLED) continue;
      if (span.span < Math.max(LEAST_SPAN, peakBytes * LEAST_SHARE)) continue;
      if (best === undefined || span.span > best.span)
        best = { ...span, event, last: rowAt(trace, rows, span.lastStart) };
    }
  }
  return best;
}

/** First bytes of blocks, and where they end, both in order of address. */
interface PlacedBlocks {
  readonly start: Float64Array;
  readonly end: Float64Array;
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

function placedRows(trace: Trace, live: Uint32Array, isPlaced: Uint8Array): BlockRow[] {
  const { blocks } = trace;
  const rows: BlockRow[] = [];
  for (const row of live) {
    const block = row as BlockRow;
    if (isPlaced[blocks.site.get(block)] === 1 && blocks.address.get(block) !== 0) rows.push(block);
  }
  return rows;
}

function bytesOf(trace: Trace, rows: readonly BlockRow[]): number {
  let bytes = 0;
  for (const row of rows) bytes += trace.sizeOf(row);
  return bytes;
}

/** Live blocks do not overlap, so their ends stand in the order of their starts. */
function placedBlocks(trace: Trace, rows: readonly BlockRow[]): PlacedBlocks {
  const start = new Float64Array(rows.length);
  const end = new Float64Array(rows.length);
  rows.forEach((row, index) => {
    start[index] = trace.blocks.address.get(row);
    end[index] = start[index] + trace.sizeOf(row);
  });
  return { start: start.sort(), end: end.sort() };
}

function rowAt(trace: Trace, rows: readonly BlockRow[], address: number): BlockRow {
  return ensure(
    rows.find((row) => trace.blocks.address.get(row) === address),
    'the address is one of a row',
  );
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

function spanWithin({ start, end }: PlacedBlocks, arena: Arena): (Span & { readonly lastStart: number }) | undefined {
  const from = firstAtOrAfter(start, arena.from);
  const to = firstAtOrAfter(start, arena.to);
  if (to - from < 2) return undefined;
  let bytes = 0;
  for (let i = from; i < to; i++) bytes += end[i] - start[i];
  return { blocks: to - from, bytes, span: end[to - 1] - start[from], lastStart: start[to - 1] };
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
