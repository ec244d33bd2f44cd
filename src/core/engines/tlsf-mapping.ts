/** log2 of the second-level subdivisions of each power of two. */
export const SECOND_LEVEL_LOG2 = 5;
export const SECOND_LEVELS = 1 << SECOND_LEVEL_LOG2;

/**
 * TLSF's class of a free block, first level × 32 + second level (mattconte/tlsf `mapping_insert`). Sizes below
 * 32 × 2^alignLog2 lie in first level 0 in steps of the alignment; above, each power of two has 32 linear steps.
 *
 * @param size in any unit, below 2^31
 * @param alignLog2 blocks are multiples of 2^alignLog2 of that unit
 */
export function insertClass(size: number, alignLog2: number): number {
  const steps = size >>> alignLog2;
  if (steps < SECOND_LEVELS) return steps;
  const shift = 31 - Math.clz32(steps) - SECOND_LEVEL_LOG2;
  return ((shift + 1) << SECOND_LEVEL_LOG2) | ((steps >>> shift) ^ SECOND_LEVELS);
}

/**
 * The first class in which *every* block has at least `size` (mattconte/tlsf `mapping_search`): the size is rounded up
 * to the next class boundary, so that no list is ever scanned. Costs at most 1/32 of the size in lost precision.
 */
export function searchClass(size: number, alignLog2: number): number {
  const shift = 31 - Math.clz32(size) - SECOND_LEVEL_LOG2;
  return insertClass(shift < alignLog2 ? size : size + (1 << shift) - 1, alignLog2);
}
