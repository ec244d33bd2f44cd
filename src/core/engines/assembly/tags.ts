// The layout of `../tagged-layout.ts`, which has the words for it.

export const FREE: i32 = 1;
export const PREVIOUS_FREE: i32 = 2;
export const BASE_ALIGN_LOG2: i32 = 4;
export const STRIDE_ALIGN_LOG2: i32 = 2;

export class Tags {
  /** Stride in words that a header word says. */
  @inline static strideOf(header: i32): i32 {
    return (header >>> BASE_ALIGN_LOG2) << STRIDE_ALIGN_LOG2;
  }

  /** Stride in words of a block that holds `bytes`. */
  @inline static strideFor(bytes: u32): i32 {
    return ((bytes + 19) >>> BASE_ALIGN_LOG2) << STRIDE_ALIGN_LOG2;
  }
}
