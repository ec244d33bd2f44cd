import type { AccountTable } from '../tables/domains';

// What is counted of one domain or scope, side by side: an event touches all of it.
const LIVE_BYTES = 0;
const LIVE_BLOCKS = 1;
const PEAK_BYTES = 2;
const ALLOCATED_BYTES = 3;
const ALLOCATIONS = 4;
const STRIDE = 8;

const FIRST_ROWS = 16;

/** What a run of events on one domain came to: blocks given and taken, bytes given, and the domain's live bytes. */
export interface AccountedRun {
  readonly given: number;
  readonly taken: number;
  readonly givenBytes: number;
  /** Live bytes after the run, and the most after any event of it. */
  readonly total: number;
  readonly greatest: number;
}

/** Running figures of domains or scopes, by row of their table. `publish` brings the table up to date. */
export class RunningAccounts<Row extends number> {
  private figures = new Float64Array(FIRST_ROWS * STRIDE);

  constructor(private readonly table: AccountTable<Row>) {}

  /** A block of `size` bytes came into being. */
  give(row: Row, size: number): void {
    const at = row * STRIDE;
    if (at >= this.figures.length) this.growTo(at + STRIDE);
    const figures = this.figures;
    const live = figures[at + LIVE_BYTES] + size;
    figures[at + LIVE_BYTES] = live;
    if (live > figures[at + PEAK_BYTES]) figures[at + PEAK_BYTES] = live;
    figures[at + LIVE_BLOCKS]++;
    figures[at + ALLOCATED_BYTES] += size;
    figures[at + ALLOCATIONS]++;
  }

  /** A block of `size` bytes went. */
  take(row: Row, size: number): void {
    const at = row * STRIDE;
    this.figures[at + LIVE_BYTES] -= size;
    this.figures[at + LIVE_BLOCKS]--;
  }

  /** The most live bytes so far. */
  peakOf(row: Row): number {
    const at = row * STRIDE;
    return at < this.figures.length ? this.figures[at + PEAK_BYTES] : 0;
  }

  /** Of all that was given since the peak was `before`, only what is live now counts for it. */
  settlePeak(row: Row, before: number): void {
    const at = row * STRIDE;
    this.figures[at + PEAK_BYTES] = Math.max(before, this.figures[at + LIVE_BYTES]);
  }

  /** Books many events of one row at once. */
  book(row: Row, run: AccountedRun): void {
    const at = row * STRIDE;
    if (at >= this.figures.length) this.growTo(at + STRIDE);
    const figures = this.figures;
    figures[at + LIVE_BYTES] = run.total;
    figures[at + LIVE_BLOCKS] += run.given - run.taken;
    figures[at + PEAK_BYTES] = Math.max(figures[at + PEAK_BYTES], run.greatest);
    figures[at + ALLOCATED_BYTES] += run.givenBytes;
    figures[at + ALLOCATIONS] += run.given;
  }

  /** Writes the figures of every row that ever had a block to the table. */
  publish(): void {
    const { figures, table } = this;
    for (let at = 0; at < figures.length; at += STRIDE) {
      if (figures[at + ALLOCATIONS] === 0) continue;
      const row = (at / STRIDE) as Row;
      table.liveBytes.set(row, figures[at + LIVE_BYTES]);
      table.liveBlocks.set(row, figures[at + LIVE_BLOCKS]);
      table.peakBytes.set(row, figures[at + PEAK_BYTES]);
      table.allocatedBytes.set(row, figures[at + ALLOCATED_BYTES]);
      table.allocations.set(row, figures[at + ALLOCATIONS]);
    }
  }

  private growTo(length: number): void {
    const wider = new Float64Array(Math.max(length, this.figures.length * 2));
    wider.set(this.figures);
    this.figures = wider;
  }
}
