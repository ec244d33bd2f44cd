const MIB = 2 ** 20;
/** Of a mapping at least so large, an arena reserved in advance, only the ends and what was placed in it are shown. */
export const RESERVATION = 2 ** 30;
/** A region begins at a multiple of this, so that what is aligned in memory is aligned on the map. Bytes. */
const REGION_ALIGNMENT = 2 ** 16;

/**
 * Which addresses were ever used, as regions in ascending order: two uses lie in one region when at most `gap` bytes
 * lie between them.
 */
export class UsedSpans {
  private readonly starts: number[] = [];
  private readonly ends: number[] = [];
  /** The region that was added to last: most uses lie in that of the use before. */
  private low = 0;
  private high = 0;

  constructor(private readonly gap = MIB) {}

  /** Whether the region of the use before has all of this one. */
  hasNear(from: number, to: number): boolean {
    return from >= this.low && to <= this.high;
  }

  /** Adds a use; `to` is exclusive. */
  add(from: number, to: number): void {
    const { starts, ends, gap } = this;
    let region = 0;
    let high = starts.length;
    while (region < high) {
      const middle = (region + high) >>> 1;
      if (ends[middle] + gap < from) region = middle + 1;
      else high = middle;
    }
    if (region === starts.length || starts[region] > to + gap) {
      starts.splice(region, 0, from);
      ends.splice(region, 0, to);
    } else {
      starts[region] = Math.min(starts[region], from);
      let end = Math.max(ends[region], to);
      let merged = region + 1;
      while (merged < starts.length && starts[merged] <= end + gap) end = Math.max(end, ends[merged++]);
      ends[region] = end;
      starts.splice(region + 1, merged - region - 1);
      ends.splice(region + 1, merged - region - 1);
    }
    this.low = starts[region];
    this.high = ends[region];
  }

  /** Adds both ends of a reservation, not what lies between. */
  addEnds(from: number, to: number): void {
    this.add(from, from + this.gap);
    this.add(to - this.gap, to);
  }

  /** First addresses of the regions, aligned down. */
  regionStarts(): number[] {
    const alignment = Math.min(REGION_ALIGNMENT, 2 ** Math.floor(Math.log2(Math.max(1, this.gap / 2))));
    return this.starts.map((start) => start - (start % alignment));
  }

  /** Ends of the regions, exclusive. */
  regionEnds(): readonly number[] {
    return this.ends;
  }
}
