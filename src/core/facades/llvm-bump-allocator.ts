import { alignUp } from './c-layout';
import type { FacadeDomain } from './domains';
import { NULL, type Pointer } from './heap-bytes';
import type { HostHeap } from './host-heap';
import { LibcMalloc } from './libc-malloc';

/** Bytes of the first slabs. */
const SLAB_SIZE = 4096;
/** After so many slabs their size doubles. */
const SLABS_PER_DOUBLING = 128;

/**
 * LLVM's BumpPtrAllocator, the external engine of the RFC's argument: it takes its slabs from the global `malloc` and
 * nobody can hand it a table. The constructor says so: a `LibcMalloc` is all it takes, and nothing else fits.
 */
export class LlvmBumpAllocator {
  private readonly slabs: Pointer[] = [];
  private readonly customSlabs: Pointer[] = [];
  private at = 0;
  private end = 0;
  private taken = 0;

  constructor(private readonly malloc: LibcMalloc) {}

  /** libc's malloc in a domain of its own, so that LLVM's share can be told from the driver's. */
  static mallocOf(heap: HostHeap): LibcMalloc {
    return new LibcMalloc(heap, externalDomain(heap));
  }

  /** `size` bytes at a multiple of `alignment`; NULL where LLVM would abort ("bad alloc"). */
  Allocate(size: number, alignment: number): Pointer {
    const pointer = alignUp(this.at, alignment);
    if (pointer + size <= this.end && this.slabs.length > 0) {
      this.at = pointer + size;
      return pointer as Pointer;
    }
    const padded = size + alignment - 1;
    if (padded > SLAB_SIZE) return this.custom(padded, alignment);
    if (!this.startSlab()) return NULL;
    return this.Allocate(size, alignment);
  }

  /** Frees everything but the first slab, which is used anew. */
  Reset(): void {
    for (const slab of [...this.customSlabs.splice(0), ...this.slabs.splice(1)]) this.malloc.free(slab);
    this.taken = 0;
    if (this.slabs.length === 0) return;
    this.taken = SLAB_SIZE;
    this.at = this.slabs[0];
    this.end = this.slabs[0] + SLAB_SIZE;
  }

  /** What the destructor does. */
  destroy(): void {
    for (const slab of [...this.customSlabs.splice(0), ...this.slabs.splice(0)]) this.malloc.free(slab);
    this.taken = this.at = this.end = 0;
  }

  /** Bytes of all slabs. */
  get totalMemory(): number {
    return this.taken;
  }

  private startSlab(): boolean {
    const size = SLAB_SIZE * 2 ** Math.min(30, Math.floor(this.slabs.length / SLABS_PER_DOUBLING));
    const slab = this.malloc.malloc(size);
    if (slab === NULL) return false;
    this.slabs.push(slab);
    this.taken += size;
    this.at = slab;
    this.end = slab + size;
    return true;
  }

  private custom(padded: number, alignment: number): Pointer {
    const slab = this.malloc.malloc(padded);
    if (slab === NULL) return NULL;
    this.customSlabs.push(slab);
    this.taken += padded;
    return alignUp(slab, alignment) as Pointer;
  }
}

/** Memory of a third party: plain free takes it, and no cookie of ours is in it. */
function externalDomain(heap: HostHeap): FacadeDomain {
  return heap.domains.add('LLVM', 'cxx', { plainFree: true });
}
