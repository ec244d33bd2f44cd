/** log2 of the second-level subdivisions of each power of two. */
export const SECOND_LEVEL_LOG2: i32 = 5;
export const SECOND_LEVELS: i32 = 1 << SECOND_LEVEL_LOG2;

/** TLSF's classes of sizes, in any unit, of blocks that are multiples of 2^alignLog2 of it. */
export class Mapping {
  /**
   * The class of a free block, first level × 32 + second level (mattconte/tlsf `mapping_insert`). Sizes below
   * 32 × 2^alignLog2 lie in first level 0 in steps of the alignment; above, each power of two has 32 linear steps.
   */
  @inline static insertClass(size: i32, alignLog2: i32): i32 {
    const steps = size >>> alignLog2;
    // 0 for all of first level 0 and for the first power of two.
    const shift = 31 - SECOND_LEVEL_LOG2 - clz(steps | SECOND_LEVELS);
    // From there on the steps, shifted, have their first level's one bit at SECOND_LEVELS: it counts the shift up by one.
    return (shift << SECOND_LEVEL_LOG2) + (steps >>> shift);
  }

  /**
   * The first class in which *every* block has at least `size` (mattconte/tlsf `mapping_search`): the size is rounded up
   * to the next class boundary, so that no list is ever scanned. Costs at most 1/32 of the size in lost precision.
   */
  @inline static searchClass(size: i32, alignLog2: i32): i32 {
    const steps = size >>> alignLog2;
    if (steps < SECOND_LEVELS) return steps;
    const shift = 31 - SECOND_LEVEL_LOG2 - clz(steps) + alignLog2;
    return Mapping.insertClass(size + (1 << shift) - 1, alignLog2);
  }
}
