import type { Pointer } from './heap-bytes';
import type { LibcMalloc } from './libc-malloc';

/** Where a façade takes its memory from. Sizes and alignments in bytes; NULL where there is no room. */
export interface MemorySource {
  allocate(bytes: number, alignment: number): Pointer;
  /** The block with a new size; NULL: it stays as it was. `alignment` is that of its allocation. */
  reallocate(pointer: Pointer, bytes: number, alignment: number): Pointer;
  release(pointer: Pointer): void;
}

/** libc: it aligns every block to what a header asks for. */
export function libcSource(libc: LibcMalloc): MemorySource {
  return {
    allocate: (bytes) => libc.malloc(bytes),
    reallocate: (pointer, bytes) => libc.realloc(pointer, bytes),
    release: (pointer) => {
      libc.free(pointer);
    },
  };
}
