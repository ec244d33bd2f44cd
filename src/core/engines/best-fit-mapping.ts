// dlmalloc 2.8's classes of free blocks. Sizes are counted in units here: dlmalloc's are 8 bytes, ours 16 (a stride's
// unit), so that its 32 bins of exact sizes reach to 512 bytes, and its trees begin there.

/** Sizes below this many units have a bin each. */
export const SMALL_BINS = 32;
export const TREE_BINS = 32;
const TREE_SHIFT = 5;

/** The tree bin of `units` ≥ 32: two bins a power of two, the last for everything else (`compute_tree_index`). */
export function treeIndex(units: number): number {
  const steps = units >>> TREE_SHIFT;
  if (steps > 0xffff) return TREE_BINS - 1;
  const power = 31 - Math.clz32(steps);
  return (power << 1) | ((units >>> (power + TREE_SHIFT - 1)) & 1);
}

/** How far left to shift sizes of the bin so that the first bit in which they may differ stands on top. */
export function leftShift(index: number): number {
  return index === TREE_BINS - 1 ? 0 : 31 - ((index >>> 1) + TREE_SHIFT - 2);
}
