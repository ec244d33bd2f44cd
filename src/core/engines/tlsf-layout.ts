import { SECOND_LEVELS } from './tlsf-mapping';

// How our TLSF lays out the pool, in 4-byte words. Headers stand at word 3 modulo 4, so every payload is aligned to 16
// bytes. A block is a header word and its payload; its stride, the way to the next header, is a multiple of 16 bytes.
//
//   header            stride in bytes | PREVIOUS_FREE | FREE
//   header + 1        free blocks only: next block of its list
//   header + 2        free blocks only: previous block of its list
//   next header − 1   free blocks only: this header (TLSF's prev_phys, in the last word of the previous payload)

/** log2 of the alignment that every block has, in bytes. */
export const BASE_ALIGN_LOG2 = 4;
/** log2 of a stride's unit, in words. */
export const STRIDE_ALIGN_LOG2 = 2;

/** Header flag: this block is free. */
export const FREE = 1;
/** Header flag: the block before this one is free. */
export const PREVIOUS_FREE = 2;

/** First-level rows: enough for blocks below 4 GiB. */
export const FIRST_LEVELS = 24;

// The control block, at the pool's beginning.
/** One bit per row that has a free block. */
export const FIRST_LEVEL_MAP = 0;
/** Per row one word: one bit per list that has a free block. */
export const SECOND_LEVEL_MAPS = 1;
/** Per class one word: the first free block of the list, 0 = empty. */
export const LIST_HEADS = SECOND_LEVEL_MAPS + FIRST_LEVELS;
/** The first block's header: the next word after the control block that is 3 modulo 4. */
export const FIRST_HEADER = (LIST_HEADS + FIRST_LEVELS * SECOND_LEVELS) | 3;

/** Largest request that a pool of any limit could serve, in bytes. */
export const MAX_REQUEST = 2 ** 32 - 64;

/** Stride in words of a block that holds `bytes` ≤ {@link MAX_REQUEST}: roundUp(bytes + 4, 16), at least 16 bytes. */
export function strideForBytes(bytes: number): number {
  return ((bytes + 19) >>> BASE_ALIGN_LOG2) << STRIDE_ALIGN_LOG2;
}

/** Stride in words that a header word says. */
export function strideOf(header: number): number {
  return (header >>> BASE_ALIGN_LOG2) << STRIDE_ALIGN_LOG2;
}

/** Usable bytes of a block: all of its stride but the header. */
export function usableBytes(stride: number): number {
  return stride * 4 - 4;
}
