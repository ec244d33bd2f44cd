// jemalloc's size classes (`sc.h`, SC_LG_NGROUP 2): 8 bytes, multiples of 16 to 128, then four classes a doubling.

/** Classes below this one are cut from slabs: up to 14 KiB. */
export const SMALL_CLASSES = 36;
/** As many as sizes up to 4 GiB need. */
export const CLASSES = 109;
const PAGE_BYTES = 4096;

/** The smallest class with at least `bytes`, 0 … 2^32. */
export function classOf(bytes: number): number {
  if (bytes <= 8) return 0;
  const last = bytes - 1;
  if (bytes <= 128) return 1 + (last >>> 4);
  const power = 31 - Math.clz32(last);
  return 9 + (power - 7) * 4 + ((last >>> (power - 2)) & 3);
}

/** Bytes of a block of the class. */
export function bytesOf(index: number): number {
  if (index === 0) return 8;
  if (index <= 8) return 16 * index;
  return (5 + ((index - 9) & 3)) * 2 ** (5 + ((index - 9) >>> 2));
}

/** Pages of a small class's slab: as few as blocks fill without a rest. */
export function slabPages(index: number): number {
  let pages = 1;
  while ((pages * PAGE_BYTES) % bytesOf(index) !== 0) pages++;
  return pages;
}

/**
 * The class whose blocks have at least `bytes` and are aligned to 2^`alignLog2` (jemalloc's `sz_sa2u`): rounded up to a
 * multiple of the alignment, the size of a class is one too. Beyond a page only large blocks can be aligned.
 */
export function alignedClassOf(bytes: number, alignLog2: number): number {
  if (alignLog2 <= 3) return classOf(bytes);
  const align = 2 ** alignLog2;
  const rounded = Math.max(1, Math.ceil(bytes / align)) * align;
  if (align <= PAGE_BYTES) return classOf(rounded);
  return Math.max(SMALL_CLASSES, classOf(rounded));
}
