import { ensure } from '../../base/assert';
import { placeOf } from '../replay/placement';
import { isInHeap, NOT_PLACED } from '../tables/blocks';
import { CHUNK_MASK, CHUNK_SHIFT } from '../tables/column';
import { NONE, type BlockRow } from '../tables/indices';
import type { Trace } from '../tables/trace';
import { AddressSpace } from './address-space';
import { RESERVATION, UsedSpans } from './used-spans';

/**
 * Finds what the map of the simulated address space is drawn over, once every block has its place: the heap from 0 to
 * the greatest end of a block, then the regions in which anything was ever mapped.
 */
export class SimulatedSpaceFinder {
  private readonly mapped: UsedSpans;
  private heapEnd = 1;
  /** Some mapping is too large to be shown whole, so what lies in it has to be found. */
  private hasReservation = false;
  private next = 1;

  /**
   * @param pageBytes mapped regions are whole pages
   * @param gap two mappings lie in one region when at most so many bytes lie between them
   */
  constructor(
    private readonly trace: Trace,
    private readonly pageBytes: number,
    gap?: number,
  ) {
    this.mapped = new UsedSpans(gap);
  }

  /** Reads up to `rows` more block rows. False when all are read. */
  step(rows: number): boolean {
    const { blocks, placement } = this.trace;
    const end = Math.min(blocks.length, this.next + rows);
    while (this.next < end) {
      const chunk = this.next >>> CHUNK_SHIFT;
      const last = Math.min(end, (chunk + 1) << CHUNK_SHIFT);
      const sizes = ensure(blocks.size.chunks[chunk], 'a block chunk without sizes');
      this.readChunk(ensure(placement.word.chunks[chunk], 'a block chunk without places'), sizes, last);
      this.next = last;
    }
    return this.next < blocks.length;
  }

  private readChunk(words: Uint32Array, sizes: Uint32Array, last: number): void {
    let { heapEnd } = this;
    for (let row = this.next; row < last; row++) {
      const word = words[row & CHUNK_MASK];
      if (isInHeap(word)) {
        const end = word * 4 + sizes[row & CHUNK_MASK];
        if (end > heapEnd) heapEnd = end;
      } else if (word !== NOT_PLACED) this.addRegion(word * 4, this.trace.sizeOf(row as BlockRow));
      else if (this.hasReservation) this.addInside(row as BlockRow);
    }
    this.heapEnd = heapEnd;
  }

  private addRegion(from: number, size: number): void {
    const to = from + Math.ceil(Math.max(1, size) / this.pageBytes) * this.pageBytes;
    if (this.mapped.hasNear(from, to)) return;
    if (to - from < RESERVATION) this.mapped.add(from, to);
    else {
      this.mapped.addEnds(from, to);
      this.hasReservation = true;
    }
  }

  /** What a backed block takes of a mapping. */
  private addInside(row: BlockRow): void {
    const { blocks } = this.trace;
    if (blocks.backing.get(row) === NONE) return;
    const from = placeOf(this.trace, row, blocks.birth.get(row));
    if (from === undefined || isInHeap(from / 4)) return;
    const to = from + Math.max(1, this.trace.sizeOf(row));
    if (!this.mapped.hasNear(from, to)) this.mapped.add(from, to);
  }

  /** What was found so far. @param footprint the heap reaches at least so far, in bytes */
  space(footprint = 0): AddressSpace {
    return new AddressSpace(
      Float64Array.of(0, ...this.mapped.regionStarts()),
      Float64Array.of(Math.max(footprint, this.heapEnd), ...this.mapped.regionEnds()),
    );
  }
}
