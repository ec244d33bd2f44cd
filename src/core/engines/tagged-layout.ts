// How heaps with boundary tags lay out the pool, in 4-byte words. Headers stand at word 3 modulo 4, so every payload is
// aligned to 16 bytes. A block is a header word and its payload; its stride, the way to the next header, is a multiple
// of 16 bytes.
//
//   header            stride in bytes | PREVIOUS_FREE | FREE
//   header + 1 …      free blocks only: links of the structure that finds free blocks by size (`free-blocks.ts`)
//   next header − 1   free blocks only: this header (TLSF's prev_phys, in the last word of the previous payload)

/** log2 of the alignment that every block has, in bytes. */
export const BASE_ALIGN_LOG2 = 4;
export const BASE_ALIGN_WORDS = 1 << (BASE_ALIGN_LOG2 - 2);
/** Largest alignment served: 1 GiB. */
export const MAX_ALIGN_LOG2 = 30;
/** log2 of a stride's unit, in words. */
export const STRIDE_ALIGN_LOG2 = 2;

/** Header flag: this block is free. */
export const FREE = 1;
/** Header flag: the block before this one is free. */
export const PREVIOUS_FREE = 2;

/** Largest request that a pool of any limit could serve, in bytes. */
export const MAX_REQUEST = 2 ** 32 - 64;

/** The first block's header: the next word at or after the control words that is 3 modulo 4. */
export function firstHeader(controlWords: number): number {
  return controlWords | 3;
}

/** Stride in words of a block that holds `bytes` ≤ {@link MAX_REQUEST}: roundUp(bytes + 4, 16), at least 16 bytes. */
export const strideForBytes = (bytes: number): number => ((bytes + 19) >>> BASE_ALIGN_LOG2) << STRIDE_ALIGN_LOG2;

/** Stride in words that a header word says. */
export const strideOf = (header: number): number => (header >>> BASE_ALIGN_LOG2) << STRIDE_ALIGN_LOG2;

/** Usable bytes of a block: all of its stride but the header. */
export function usableBytes(stride: number): number {
  return stride * 4 - 4;
}
