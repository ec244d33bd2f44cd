import type { Bytes, EventIndex } from '../tables/indices';

/** The simulated heap at a cursor, in bytes. `footprint` = `blocks` + `overhead` + `free`, exactly. */
export interface HeapFigures {
  /** Name of the engine. */
  readonly engine: string;
  /** What the program asked for, of the blocks that have a place. */
  readonly requested: Bytes;
  readonly blocks: Bytes;
  readonly overhead: Bytes;
  readonly free: Bytes;
  readonly footprint: Bytes;
  readonly largestFree: Bytes;
  /** Blocks that did not fit the heap's limit, up to the cursor. */
  readonly refused: number;
  /** The event of the first of them; −1: all fitted. */
  readonly firstRefused: EventIndex;
  /** The most that the heap may grow to. */
  readonly limit: Bytes;
  /** `mmap` blocks live at the cursor, which the engine is not given, and their bytes. */
  readonly mappedRegions: number;
  readonly mappedBytes: Bytes;
}
