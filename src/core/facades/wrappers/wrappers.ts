import { sizeMax, type Abi, type StructLayout } from '../c-layout';
import { NULL, type HeapBytes, type Pointer } from '../heap-bytes';
import type { OsMemory } from './os-memory';

/** Bytes of a cache line in `MALLOC_STRUCT_CL`. */
const CACHE_LINE = 64;

type Struct = Pick<StructLayout<string>, 'size'>;

/**
 * Mesa's wrappers (`u_memory.h`) over whichever `os_*` functions they are given. Sizes and alignments in bytes; NULL
 * where there is no room.
 */
export class Wrappers {
  constructor(
    private readonly os: OsMemory,
    private readonly bytes: HeapBytes,
  ) {}

  private get abi(): Abi {
    return this.bytes.abi;
  }

  MALLOC(size: number): Pointer {
    return this.os.os_malloc(size);
  }

  /** Zeroed; NULL where the product overflows. */
  CALLOC(count: number, size: number): Pointer {
    return this.os.os_calloc(count, size);
  }

  FREE(pointer: Pointer): void {
    this.os.os_free(pointer);
  }

  REALLOC(pointer: Pointer, oldSize: number, newSize: number): Pointer {
    return this.os.os_realloc(pointer, oldSize, newSize);
  }

  MALLOC_STRUCT(struct: Struct): Pointer {
    return this.MALLOC(struct.size);
  }

  CALLOC_STRUCT(struct: Struct): Pointer {
    return this.CALLOC(1, struct.size);
  }

  /** A struct with `moreSize` bytes behind it, zeroed; NULL where the sum overflows. */
  CALLOC_VARIANT_LENGTH_STRUCT(struct: Struct, moreSize: number): Pointer {
    if (struct.size + moreSize > sizeMax(this.abi)) return NULL;
    return this.CALLOC(1, struct.size + moreSize);
  }

  align_malloc(size: number, alignment: number): Pointer {
    return this.os.os_malloc_aligned(size, alignment);
  }

  align_calloc(size: number, alignment: number): Pointer {
    const pointer = this.os.os_malloc_aligned(size, alignment);
    if (pointer !== NULL) this.bytes.fill(pointer, 0, size);
    return pointer;
  }

  align_realloc(pointer: Pointer, oldSize: number, newSize: number, alignment: number): Pointer {
    return this.os.os_realloc_aligned(pointer, oldSize, newSize, alignment);
  }

  align_free(pointer: Pointer): void {
    this.os.os_free_aligned(pointer);
  }

  /** On cache lines of its own; goes by {@link FREE_CL} only. */
  MALLOC_STRUCT_CL(struct: Struct): Pointer {
    return this.align_malloc(struct.size, CACHE_LINE);
  }

  CALLOC_STRUCT_CL(struct: Struct): Pointer {
    return this.align_calloc(struct.size, CACHE_LINE);
  }

  FREE_CL(pointer: Pointer): void {
    this.align_free(pointer);
  }

  /** A copy of `size` bytes. */
  mem_dup(source: Pointer, size: number): Pointer {
    const copy = this.MALLOC(size);
    if (copy !== NULL) this.bytes.copy(copy, source, size);
    return copy;
  }
}
