import { headerAlign, sizeMax } from '../c-layout';
import type { FacadeDomain } from '../domains';
import { NULL, type Pointer } from '../heap-bytes';
import type { HostHeap } from '../host-heap';
import type { AlignedMemory } from './aligned-memory';
import type { OsMemory } from './os-memory';

/** `os_memory_stdc.h`: the C library, in a domain of its own so that a cookie can tell its blocks from raw malloc's. */
export class StdcOsMemory implements OsMemory {
  constructor(
    private readonly heap: HostHeap,
    readonly domain: FacadeDomain,
    private readonly aligned: AlignedMemory,
  ) {}

  os_malloc(size: number): Pointer {
    return this.heap.allocate(this.domain, size, headerAlign(this.heap.abi));
  }

  /** NULL where the product overflows `size_t`. */
  os_calloc(count: number, size: number): Pointer {
    if (count * size > sizeMax(this.heap.abi)) return NULL;
    const pointer = this.os_malloc(count * size);
    if (pointer !== NULL) this.heap.bytes.fill(pointer, 0, count * size);
    return pointer;
  }

  /** Drops `oldSize`: the C library knows. To 0 it frees and returns NULL. */
  os_realloc(pointer: Pointer, _oldSize: number, newSize: number): Pointer {
    if (pointer === NULL) return this.os_malloc(newSize);
    const block = this.heap.checkRelease(this.domain, pointer);
    if (block === undefined) return NULL;
    if (newSize > 0) return this.heap.reallocate(block, pointer, newSize, block.scope);
    this.heap.release(this.domain, pointer);
    return NULL;
  }

  os_free(pointer: Pointer): void {
    if (pointer !== NULL) this.heap.release(this.domain, pointer);
  }

  os_malloc_aligned(size: number, alignment: number): Pointer {
    return this.aligned.allocate(size, alignment);
  }

  /**
   * Always a new block; the old size is the caller's word. Mesa's trap, kept: the old block is freed even where there
   * was no room for the new one, so this can never serve as pfnReallocation.
   */
  os_realloc_aligned(pointer: Pointer, oldSize: number, newSize: number, alignment: number): Pointer {
    const moved = this.aligned.allocate(newSize, alignment);
    if (moved !== NULL && pointer !== NULL) this.heap.bytes.copy(moved, pointer, Math.min(oldSize, newSize));
    this.aligned.release(pointer);
    return moved;
  }

  os_free_aligned(pointer: Pointer): void {
    this.aligned.release(pointer);
  }
}
