// These are constants and not function declarations: the compiler does not look up at each call what they are by now.

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
export const insertClass = (size: number, alignLog2: number): number => {
  const steps = size >>> alignLog2;
  // 0 for all of first level 0 and for the first power of two.
  const shift = 31 - SECOND_LEVEL_LOG2 - Math.clz32(steps | SECOND_LEVELS);
  // From there on the steps, shifted, have their first level's one bit at SECOND_LEVELS: it counts the shift up by one.
  return (shift << SECOND_LEVEL_LOG2) + (steps >>> shift);
};

/**
 * The first class in which *every* block has at least `size` (mattconte/tlsf `mapping_search`): the size is rounded up
 * to the next class boundary, so that no list is ever scanned. Costs at most 1/32 of the size in lost precision.
 */
export const searchClass = (size: number, alignLog2: number): number => {
  const steps = size >>> alignLog2;
  if (steps < SECOND_LEVELS) return steps;
  const shift = 31 - SECOND_LEVEL_LOG2 - Math.clz32(steps) + alignLog2;
  return insertClass(size + (1 << shift) - 1, alignLog2);
};
