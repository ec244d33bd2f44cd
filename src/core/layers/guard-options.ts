import type { Fidelity } from '../tables/trace-meta';
import type { GuardSide } from '../tables/layer-choice';
import type { DomainId } from '../tables/indices';

export interface GuardOptions {
  /** With `after` and `both` the end of the block touches its guard, with `before` its beginning. */
  readonly side: GuardSide;
  /** Bytes of a page, a power of two. */
  readonly pageBytes: number;
  /**
   * Alignment of blocks that asked for none, in bytes. The end of a block may lie up to one byte less before its guard.
   * 1 = flush: not a byte between them (Electric Fence's `EF_ALIGNMENT` 0).
   */
  readonly alignment: 1 | 4 | 8 | 16;
  /** Domains whose blocks are guarded; every block of them, not a sample, unless `every` says otherwise. */
  readonly domains: 'all' | readonly DomainId[];
  /** Guards the first of so many allocations: a switch for heaps that cannot afford it. 1 = all. */
  readonly every: number;
  /** Address space that released blocks may hold before the oldest goes back to the engine; 0 = none is kept. */
  readonly quarantineBytes: number;
}

export const DEFAULT_PAGE_BYTES = 4096;
const MIB = 2 ** 20;

/** Bytes of a page of the recorded program; 4 KiB where its trace does not say, or says what no page can be. */
export function pageBytesOf({ pageBytes }: Fidelity): number {
  const isPage = pageBytes >= DEFAULT_PAGE_BYTES && pageBytes <= MIB && Number.isInteger(Math.log2(pageBytes));
  return isPage ? pageBytes : DEFAULT_PAGE_BYTES;
}

/** Guards for a trace: pages and alignment are those of the recorded program, every block is guarded. */
export function guardOptionsFor(fidelity: Fidelity, side: GuardSide): GuardOptions {
  return {
    side,
    pageBytes: pageBytesOf(fidelity),
    alignment: fidelity.pointerBytes === 4 ? 8 : 16,
    domains: 'all',
    every: 1,
    quarantineBytes: 16 * MIB,
  };
}
