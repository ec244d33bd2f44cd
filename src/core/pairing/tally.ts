import { NONE, type BlockRow } from '../tables/indices';

/** Counts of `+`, `-` and `~` by outcome, with the meanings of `heapglass-trace.md`. */
export class Tally {
  allocations = 0;
  frees = 0;
  reallocations = 0;
  failed = 0;
  freesOfNull = 0;
  unknownFrees = 0;
  temporary = 0;
  /** What the record before gave: temporary if the next record ends it. */
  justGiven = NONE as BlockRow;

  gave(row: BlockRow): void {
    this.justGiven = row;
  }

  /** A record named a block to end it ({@link NONE}: nothing was live there). */
  took(row: BlockRow): void {
    if (row !== NONE && row === this.justGiven) this.temporary++;
    this.justGiven = NONE as BlockRow;
  }

  /** A record that ended nothing and gave nothing. */
  passed(): void {
    this.justGiven = NONE as BlockRow;
  }
}
