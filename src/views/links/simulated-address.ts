import { NOT_PLACED } from '../../core/tables/blocks';
import type { Address, BlockRow } from '../../core/tables/indices';
import type { Trace } from '../../core/tables/trace';

/**
 * Where a block lies in the simulated address space: from the heap's first byte on, or in a mapped region above it;
 * undefined where it has no place of its own.
 */
export function simulatedAddress(trace: Trace, block: BlockRow): Address | undefined {
  const word = trace.placement.word.get(block);
  return word === NOT_PLACED ? undefined : ((word * 4) as Address);
}
