import { ensure } from '../../base/assert';
import { WIDE } from '../tables/blocks';
import { CHUNK_MASK, CHUNK_SHIFT } from '../tables/column';
import { DOMAIN_KINDS } from '../tables/domains';
import type { Address, BlockRow } from '../tables/indices';
import type { Trace } from '../tables/trace';
import { RESERVATION, UsedSpans } from './used-spans';

/** Where two regions meet, the map leaves out this part of its length, and what aligns the next region to a page. */
const FOLD_SHARE = 1 / 4096;
const LEAST_FOLD = 256;
const PAGE = 4096;

/**
 * The address space with its unused spans folded away. A *map byte* counts the bytes of the regions in order of
 * address, with a short fold between one region and the next: what a map can be drawn over, whatever lies between.
 */
export class AddressSpace {
  /** First map byte of each region. */
  readonly offsets: Float64Array;
  /** Map bytes in all. */
  readonly length: number;

  /** `starts` and `ends`: addresses of the regions, ascending, end exclusive, no two touching. */
  constructor(
    readonly starts: Float64Array,
    readonly ends: Float64Array,
  ) {
    let bytes = 0;
    for (let i = 0; i < starts.length; i++) bytes += ends[i] - starts[i];
    const fold = Math.max(LEAST_FOLD, bytes * FOLD_SHARE);
    this.offsets = new Float64Array(starts.length);
    let end = 0;
    for (let i = 0; i < starts.length; i++) {
      this.offsets[i] = i === 0 ? 0 : Math.ceil((end + fold) / PAGE) * PAGE;
      end = this.offsets[i] + ends[i] - starts[i];
    }
    this.length = end;
  }

  get regions(): number {
    return this.starts.length;
  }

  /** The map byte of `address`; undefined outside every region. */
  toMap(address: Address): number | undefined {
    const region = lastAtMost(this.starts, address);
    if (region < 0 || address >= this.ends[region]) return undefined;
    return this.offsets[region] + address - this.starts[region];
  }

  /** The map byte that ends what ends at `address` (exclusive) and began in some region: not beyond a region's end. */
  toMapEnd(address: number): number {
    const region = lastAtMost(this.starts, address - 1);
    return this.offsets[region] + Math.min(address, this.ends[region]) - this.starts[region];
  }

  /** The address of a map byte, rounded down; undefined in a fold and outside the map. */
  toAddress(mapByte: number): Address | undefined {
    const region = this.regionAt(mapByte);
    if (region === undefined) return undefined;
    return (this.starts[region] + Math.floor(mapByte - this.offsets[region])) as Address;
  }

  /** The region that shows `mapByte`; undefined in a fold and outside the map. */
  regionAt(mapByte: number): number | undefined {
    const region = lastAtMost(this.offsets, mapByte);
    return region >= 0 && mapByte < this.mapEnd(region) ? region : undefined;
  }

  /** One past the last map byte of a region. */
  mapEnd(region: number): number {
    return this.offsets[region] + this.ends[region] - this.starts[region];
  }
}

/** Index of the last of the ascending `values` that is ≤ `value`; −1 when all are greater. */
export function lastAtMost(values: Float64Array, value: number): number {
  let low = 0;
  let high = values.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (values[middle] <= value) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/**
 * Finds the regions of every address that a trace ever used. Two uses lie in one region when at most `gap` bytes lie
 * between them.
 */
export class RegionFinder {
  private readonly used: UsedSpans;
  private next = 1;

  constructor(
    private readonly trace: Trace,
    gap?: number,
  ) {
    this.used = new UsedSpans(gap);
  }

  /** Reads up to `rows` more block rows. False when all are read. */
  step(rows: number): boolean {
    const { blocks } = this.trace;
    const end = Math.min(blocks.length, this.next + rows);
    while (this.next < end) {
      const chunk = this.next >>> CHUNK_SHIFT;
      const last = Math.min(end, (chunk + 1) << CHUNK_SHIFT);
      const addresses = blocks.address.chunks[chunk];
      if (addresses !== undefined) {
        this.readChunk(addresses, ensure(blocks.size.chunks[chunk], 'a block chunk without sizes'), last);
      }
      this.next = last;
    }
    return this.next < blocks.length;
  }

  private readChunk(addresses: Float64Array, sizes: Uint32Array, last: number): void {
    const { used } = this;
    for (let row = this.next; row < last; row++) {
      const from = addresses[row & CHUNK_MASK];
      if (from === 0) continue;
      const size = sizes[row & CHUNK_MASK];
      const to = from + Math.max(1, size === WIDE ? this.trace.sizeOf(row as BlockRow) : size);
      if (used.hasNear(from, to)) continue;
      if (to - from >= RESERVATION && this.isMapping(row as BlockRow)) used.addEnds(from, to);
      else used.add(from, to);
    }
  }

  private isMapping(row: BlockRow): boolean {
    const { blocks, sites, domains } = this.trace;
    return domains.kind.get(sites.domain.get(blocks.site.get(row))) === DOMAIN_KINDS.indexOf('mmap');
  }

  /** The regions found so far. */
  space(): AddressSpace {
    return new AddressSpace(Float64Array.from(this.used.regionStarts()), Float64Array.from(this.used.regionEnds()));
  }
}
