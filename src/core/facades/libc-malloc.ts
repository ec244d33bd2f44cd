import { headerAlign } from './c-layout';
import type { FacadeDomain } from './domains';
import { NULL, type Pointer } from './heap-bytes';
import type { HostHeap } from './host-heap';

/**
 * malloc, realloc and free of libc, as third parties and drivers use them directly: without a table, a scope or an
 * owner. A class of its own, not an interface: nothing that carries a table can stand in for it.
 */
export class LibcMalloc {
  constructor(
    private readonly heap: HostHeap,
    readonly domain: FacadeDomain = heap.domains.add('malloc', 'libc'),
  ) {}

  malloc(bytes: number): Pointer {
    return this.heap.allocate(this.domain, bytes, headerAlign(this.heap.abi));
  }

  /** As glibc: of NULL it allocates, to 0 it frees and returns NULL; where there is no room the block stays. */
  realloc(pointer: Pointer, bytes: number): Pointer {
    if (pointer === NULL) return this.malloc(bytes);
    const block = this.heap.checkRelease(this.domain, pointer);
    if (block === undefined) return NULL;
    if (bytes > 0) return this.heap.reallocate(block, pointer, bytes, block.scope);
    this.heap.release(this.domain, pointer);
    return NULL;
  }

  free(pointer: Pointer): void {
    if (pointer !== NULL) this.heap.release(this.domain, pointer);
  }
}
