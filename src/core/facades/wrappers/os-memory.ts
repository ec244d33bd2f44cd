import type { Pointer } from '../heap-bytes';

/**
 * What Mesa's wrappers stand on (`os_memory.h`). An embedder may supply all of it from outside, as EMBEDDED_DEVICE once
 * let them: nothing else is called then.
 */
export interface OsMemory {
  os_malloc(size: number): Pointer;
  os_calloc(count: number, size: number): Pointer;
  os_realloc(pointer: Pointer, oldSize: number, newSize: number): Pointer;
  os_free(pointer: Pointer): void;
  os_malloc_aligned(size: number, alignment: number): Pointer;
  os_realloc_aligned(pointer: Pointer, oldSize: number, newSize: number, alignment: number): Pointer;
  os_free_aligned(pointer: Pointer): void;
}
