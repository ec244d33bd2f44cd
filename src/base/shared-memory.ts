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

const WASM_PAGE = 65_536;

/**
 * Zeroed memory of at least so many bytes, up to 4 GiB, that WebAssembly can work on; shared in every realm, though only
 * an isolated page can send it to another thread. A RangeError where the system does not grant it.
 */
export function allocateLinear(bytes: number): WebAssembly.Memory {
  const pages = Math.ceil(bytes / WASM_PAGE);
  return new WebAssembly.Memory({ initial: pages, maximum: pages, shared: true });
}
