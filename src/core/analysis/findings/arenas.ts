import { DOMAIN_KINDS } from '../../tables/domains';
import type { BlockRow, SiteId } from '../../tables/indices';
import type { Trace } from '../../tables/trace';
import { countedSites } from '../counted-sites';

/** A stretch of recorded addresses that blocks fill without a large gap. */
export interface Arena {
  /** Address of its first byte. */
  readonly from: number;
  /** Address after its last byte. */
  readonly to: number;
}

/** Memory without a live block over this many bytes parts one arena from the next. */
const ARENA_GAP = 1 << 20;

/** 1 by site: its blocks take room of a heap, rather than lying inside other blocks or being mapped by themselves. */
export function placedSites(trace: Trace): Uint8Array {
  const mmap = DOMAIN_KINDS.indexOf('mmap');
  return countedSites(trace).map((counted, site) =>
    counted === 1 && trace.domains.kind.get(trace.sites.domain.get(site as SiteId)) !== mmap ? 1 : 0,
  );
}

/** The arenas of at least `leastBytes` that the blocks `rows` make up, in order of address. Reads `rows` at once. */
export function* findArenas(
  trace: Trace,
  rows: Uint32Array,
  isPlaced: Uint8Array,
  leastBytes: number,
): Generator<undefined, Arena[]> {
  const { blocks } = trace;
  const starts = new Float64Array(rows.length);
  const ends = new Float64Array(rows.length);
  let count = 0;
  for (const row of rows) {
    const address = blocks.address.get(row as BlockRow);
    if (address === 0 || isPlaced[blocks.site.get(row as BlockRow)] === 0) continue;
    starts[count] = address;
    ends[count++] = address + trace.sizeOf(row as BlockRow);
  }
  yield undefined;
  // Live blocks do not overlap, so their ends stand in the order of their starts.
  const start = starts.subarray(0, count).sort();
  yield undefined;
  const end = ends.subarray(0, count).sort();
  const arenas: Arena[] = [];
  let first = 0;
  for (let i = 1; i <= count; i++) {
    if (i < count && start[i] - end[i - 1] < ARENA_GAP) continue;
    if (end[i - 1] - start[first] >= leastBytes) arenas.push({ from: start[first], to: end[i - 1] });
    first = i;
  }
  return arenas;
}

/** Index of the arena that holds `address`; −1: none. */
export function arenaOf(arenas: readonly Arena[], address: number): number {
  let low = 0;
  let high = arenas.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (arenas[middle].from <= address) low = middle + 1;
    else high = middle;
  }
  return low > 0 && address < arenas[low - 1].to ? low - 1 : -1;
}
