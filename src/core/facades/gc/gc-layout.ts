import { headerAlign, layOut, type Abi } from '../c-layout';

export const GC_BLOCK_CANARY = 0xaf6b5b72;
export const GC_CONTEXT_CANARY = 0xaf6b6c83;

export const MAX_FREELIST_SIZE = 512;
export const FREELIST_ALIGNMENT = 32;
/** Number of buckets, and the bucket number of a block too large for any: a ralloc child of its own. */
export const BUCKETS = MAX_FREELIST_SIZE / FREELIST_ALIGNMENT;
export const SLAB_SIZE = 32768;

/** Flags of a block. */
export const IS_USED = 1;
export const CURRENT_GENERATION = 2;
export const IS_PADDING = 0x80;

/** Structs of Mesa's gc allocator (`ralloc.c`). */
export function gcLayout(abi: Abi) {
  const block = layOut(abi, [
    { name: 'canary', type: 4, debug: true },
    { name: 'slab_offset', type: 2 },
    { name: 'bucket', type: 1 },
    { name: 'flags', type: 1 },
  ]);
  const slab = layOut(
    abi,
    [
      { name: 'ctx', type: 'pointer' },
      { name: 'next_available', type: 'pointer' },
      { name: 'freelist', type: 'pointer' },
      { name: 'link', type: 'pointer', count: 2 },
      { name: 'free_link', type: 'pointer', count: 2 },
      { name: 'num_allocated', type: 4 },
      { name: 'num_free', type: 4 },
    ],
    headerAlign(abi),
  );
  const context = layOut(abi, [
    { name: 'canary', type: 4, debug: true },
    // Per bucket two list heads: all slabs, and those with room.
    { name: 'slabs', type: 'pointer', count: 4 * BUCKETS },
    { name: 'current_gen', type: 1 },
    { name: 'rubbish', type: 'pointer' },
  ]);
  return { block, slab, context };
}

/** Bytes of an object of a bucket, its header included. */
export function objectSize(bucket: number): number {
  return FREELIST_ALIGNMENT * (bucket + 1);
}

/** Objects of a slab. */
export function objectsPerSlab(abi: Abi, bucket: number): number {
  return Math.floor((SLAB_SIZE - gcLayout(abi).slab.size) / objectSize(bucket));
}

/** The bucket of an object of `total` bytes with its header, or {@link BUCKETS}. */
export function bucketFor(total: number): number {
  return total <= MAX_FREELIST_SIZE ? Math.floor((total - 1) / FREELIST_ALIGNMENT) : BUCKETS;
}
