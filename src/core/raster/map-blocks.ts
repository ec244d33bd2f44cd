import { ensure } from '../../base/assert';
import { isInHeap, NOT_PLACED, WIDE } from '../tables/blocks';
import { CHUNK_MASK, CHUNK_SHIFT } from '../tables/column';
import { DOMAIN_KINDS } from '../tables/domains';
import { NONE, type Address, type BlockRow, type SiteId } from '../tables/indices';
import type { Trace } from '../tables/trace';
import { lastAtMost, type AddressSpace } from './address-space';

/** Blocks to be drawn and where they lie on the map: a struct of arrays, filled anew when cursor or heap change. */
export class MapBlocks {
  count = 0;
  rows = new Uint32Array(1024);
  /** First map byte. */
  starts = new Float64Array(1024);
  /** Map bytes, at least 1: a block of no bytes has a place, too. Fewer than requested where a part is folded away. */
  sizes = new Float64Array(1024);
  /** Colour class, see block-classes. */
  classes = new Uint8Array(1024);
  /** Index here of the backing block, which this one lies in; −1: none in view. */
  holders = new Int32Array(1024);
  /** 1: memory mapped from the system, on which other blocks may lie. */
  mapped = new Uint8Array(1024);
  /** Live blocks that have no place on this map. */
  unplaced = 0;

  add(row: number, start: number, size: number): void {
    if (this.count === this.rows.length) this.grow();
    const index = this.count++;
    this.rows[index] = row;
    this.starts[index] = start;
    this.sizes[index] = size;
    this.holders[index] = -1;
    this.mapped[index] = 0;
  }

  private grow(): void {
    const length = this.rows.length * 2;
    this.rows = enlarge(this.rows, new Uint32Array(length));
    this.starts = enlarge(this.starts, new Float64Array(length));
    this.sizes = enlarge(this.sizes, new Float64Array(length));
    this.classes = enlarge(this.classes, new Uint8Array(length));
    this.holders = enlarge(this.holders, new Int32Array(length));
    this.mapped = enlarge(this.mapped, new Uint8Array(length));
  }

  /** Index of a block row; −1 when it is not here. Rows ascend. */
  indexOf(row: BlockRow): number {
    let low = 0;
    let high = this.count;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.rows[middle] < row) low = middle + 1;
      else high = middle;
    }
    return low < this.count && this.rows[low] === row ? low : -1;
  }
}

function enlarge<Lane extends { set: (from: Lane) => void }>(from: Lane, to: Lane): Lane {
  to.set(from);
  return to;
}

/**
 * Puts `rows` (ascending) where the program's allocator had put them. Rows without an address are counted as
 * unplaced.
 */
export function placeRecorded(trace: Trace, space: AddressSpace, rows: Uint32Array, into: MapBlocks): void {
  into.count = 0;
  into.unplaced = 0;
  const { address, size } = trace.blocks;
  let low = 0;
  let high = 0;
  let shift = 0;
  for (const row of rows) {
    const at = address.chunks[row >>> CHUNK_SHIFT]?.[row & CHUNK_MASK] ?? 0;
    if (at < low || at >= high) {
      const region = lastAtMost(space.starts, at);
      if (region < 0 || at >= space.ends[region]) {
        into.unplaced++;
        continue;
      }
      low = space.starts[region];
      high = space.ends[region];
      shift = space.offsets[region] - low;
    }
    const bytes = ensure(size.chunks[row >>> CHUNK_SHIFT], 'a row without a size')[row & CHUNK_MASK];
    const end = at + (bytes === WIDE ? trace.sizeOf(row as BlockRow) : Math.max(1, bytes));
    into.add(row, at + shift, end <= high ? end - at : space.toMapEnd(end) - (at + shift));
  }
  noteBackings(trace, into);
}

/**
 * Puts `rows` (ascending) where the simulated address space has them. `placeOf` gives the byte of a backed row that has
 * no word of its own, undefined when nothing holds it: then it is counted as unplaced, as is a row that did not fit.
 */
export function placeSimulated(
  trace: Trace,
  space: AddressSpace,
  rows: Uint32Array,
  placeOf: (row: BlockRow) => number | undefined,
  into: MapBlocks,
): void {
  into.count = 0;
  into.unplaced = 0;
  for (const row of rows) {
    const word = trace.placement.word.get(row as BlockRow);
    const at = word === NOT_PLACED ? placeOf(row as BlockRow) : word * 4;
    const size = Math.max(1, trace.sizeOf(row as BlockRow));
    if (at === undefined) into.unplaced++;
    // The heap is the first region, from map byte 0 on.
    else if (isInHeap(at / 4)) into.add(row, at, size);
    else placeMapped(space, row, at as Address, size, into);
  }
  noteBackings(trace, into);
}

function placeMapped(space: AddressSpace, row: number, at: Address, size: number, into: MapBlocks): void {
  const start = space.toMap(at);
  if (start === undefined) into.unplaced++;
  else into.add(row, start, space.toMapEnd(at + size) - start);
}

/** Notes which blocks lie in which, and which lie under all others because the system mapped them. */
function noteBackings(trace: Trace, blocks: MapBlocks): void {
  const backed = trace.blocks.backing.chunks.some((chunk) => chunk !== undefined);
  const mappedSites = sitesOfMappings(trace);
  if (!backed && mappedSites === undefined) return;
  for (let i = 0; i < blocks.count; i++) {
    const row = blocks.rows[i] as BlockRow;
    const backing = backed ? trace.blocks.backing.get(row) : NONE;
    if (backing !== NONE) blocks.holders[i] = blocks.indexOf(backing);
    else if (mappedSites !== undefined) blocks.mapped[i] = mappedSites[trace.blocks.site.get(row)];
  }
}

/** 1 for the sites of `mmap` domains; undefined when there are none. */
function sitesOfMappings(trace: Trace): Uint8Array | undefined {
  const mmap = DOMAIN_KINDS.indexOf('mmap');
  const sites = Uint8Array.from({ length: trace.sites.length }, (_, site) =>
    site !== NONE && trace.domains.kind.get(trace.sites.domain.get(site as SiteId)) === mmap ? 1 : 0,
  );
  return sites.includes(1) ? sites : undefined;
}
