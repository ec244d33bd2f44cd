import type { AllocatorStack } from '../layers/configuration';
import type { GuardFigures } from '../layers/guard-layer';
import type { Bytes, EventIndex } from '../tables/indices';

/** The bytes of the pool at an instant: `footprint` = `blocks` + `overhead` + `guard` + `free`, exactly. */
export interface PoolFigures {
  /** Usable bytes of the program's blocks, the engine's rounding included. */
  readonly blocks: Bytes;
  /** Headers and tables of the engine, headers and footers of layers. */
  readonly overhead: Bytes;
  /** Guard pages, slack, quarantine, and freed blocks that are kept. */
  readonly guard: Bytes;
  readonly free: Bytes;
  readonly footprint: Bytes;
  readonly largestFree: Bytes;
  /** Of the guard layer; absent: it is off. */
  readonly guards?: GuardFigures;
}

/** P = B + H + G + F of an allocator with its layers. */
export function poolFigures({ engine, guard, debug, cookies }: AllocatorStack): PoolFigures {
  const { blocks, overhead, free, footprint, largestFree } = engine.stats();
  const guards = guard?.figures();
  // A guard's last bytes are the next block's header, which the engine counts.
  const shared = guards === undefined ? 0 : (guards.blocks + guards.quarantined) * engine.headerBytes;
  const pages = guards === undefined ? 0 : guards.guard + guards.slack + guards.quarantine - shared;
  const { headers = 0, kept = 0 } = debug?.figures() ?? {};
  const added = headers + (cookies?.headerBytes ?? 0);
  return {
    blocks: (blocks - pages - kept - added) as Bytes,
    overhead: (overhead + added) as Bytes,
    guard: (pages + kept) as Bytes,
    ...{ free, footprint, largestFree },
    ...(guards && { guards }),
  };
}

/** The simulated heap at a cursor, in bytes. */
export interface HeapFigures extends PoolFigures {
  /** Name of the engine. */
  readonly engine: string;
  /** What the program asked for, of the blocks that have a place. */
  readonly requested: Bytes;
  /** Blocks that did not fit the heap's limit, up to the cursor. */
  readonly refused: number;
  /** The event of the first of them; −1: all fitted. */
  readonly firstRefused: EventIndex;
  /** The most that the heap may grow to. */
  readonly limit: Bytes;
  /** `mmap` blocks live at the cursor, which lie above the heap and are not the engine's, and their bytes. */
  readonly mappedRegions: number;
  readonly mappedBytes: Bytes;
  /** Those of them that found no place in the address space. */
  readonly mappedUnplaced: number;
}
