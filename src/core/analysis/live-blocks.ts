import { firstBornAt } from '../tables/block-history';
import { CHUNK_MASK, CHUNK_SHIFT } from '../tables/column';
import { denseChunks } from '../tables/dense-chunks';
import type { EventIndex } from '../tables/indices';
import type { Trace } from '../tables/trace';

/** Rows per page: a page whose every block is dead at the cursor is skipped with one comparison. */
const PAGE_SHIFT = 9;
const PAGE_ROWS = 1 << PAGE_SHIFT;

/** Answers "which blocks are live at event c" by a scan of `death` over the rows born by then. For a complete trace. */
export class LiveBlocks {
  private readonly deaths: readonly Uint32Array[];
  /** Per page of rows the greatest death. */
  private readonly lastDeath: Uint32Array;
  private found = new Uint32Array(PAGE_ROWS);
  private foundCount = 0;
  private foundAt = -1;

  constructor(private readonly trace: Trace) {
    const rows = trace.blocks.length;
    this.deaths = denseChunks(trace.blocks.death);
    this.lastDeath = new Uint32Array((rows + PAGE_ROWS - 1) >>> PAGE_SHIFT);
    for (let page = 0; page < this.lastDeath.length; page++) {
      this.lastDeath[page] = this.greatestDeath(page, Math.min(rows, (page + 1) << PAGE_SHIFT));
    }
  }

  private greatestDeath(page: number, end: number): number {
    const first = page << PAGE_SHIFT;
    const deaths = this.deaths[first >>> CHUNK_SHIFT];
    let greatest = 0;
    // Row 0 stands for no block; as it was never written it would look alive.
    for (let row = Math.max(1, first); row < end; row++) {
      const death = deaths[row & CHUNK_MASK];
      if (death > greatest) greatest = death;
    }
    return greatest;
  }

  /**
   * Rows live at `cursor`, in order of birth (birth ≤ cursor < death). The array is a view that the next call with
   * another cursor overwrites.
   */
  rowsAt(cursor: EventIndex): Uint32Array {
    if (cursor !== this.foundAt) this.scan(cursor);
    return this.found.subarray(0, this.foundCount);
  }

  private scan(cursor: EventIndex): void {
    const end = firstBornAt(this.trace, (cursor + 1) as EventIndex);
    let count = 0;
    for (let first = 0; first < end; first += PAGE_ROWS) {
      if (this.lastDeath[first >>> PAGE_SHIFT] <= cursor) continue;
      if (count + PAGE_ROWS > this.found.length) this.grow();
      const deaths = this.deaths[first >>> CHUNK_SHIFT];
      const found = this.found;
      const last = Math.min(end, first + PAGE_ROWS);
      for (let row = first === 0 ? 1 : first; row < last; row++) {
        found[count] = row;
        if (deaths[row & CHUNK_MASK] > cursor) count++;
      }
    }
    this.foundCount = count;
    this.foundAt = cursor;
  }

  private grow(): void {
    const larger = new Uint32Array(this.found.length * 2);
    larger.set(this.found);
    this.found = larger;
  }
}
