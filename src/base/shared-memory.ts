// heap-discipline-opt-out: callback-impl
/** Whether this realm may share memory between threads (in a page: only when it is cross-origin isolated). */
export const canShareMemory: boolean =
  typeof SharedArrayBuffer === 'function' &&
  (globalThis as { crossOriginIsolated?: boolean }).crossOriginIsolated !== false;

/** Gives zeroed memory of so many bytes. */
export type Allocate = (bytes: number) => ArrayBufferLike;

/** Zeroed memory, shared where the realm allows it. The system commits its pages only when they are touched. */
export function allocateBuffer(bytes: number): ArrayBufferLike {
  return canShareMemory ? new SharedArrayBuffer(bytes) : new ArrayBuffer(bytes);
}
