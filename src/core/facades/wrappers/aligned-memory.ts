import { alignUp, sizeMax } from '../c-layout';
import type { FacadeDomain } from '../domains';
import { NULL, type Pointer } from '../heap-bytes';
import type { HostHeap } from '../host-heap';

/** How aligned blocks are made. */
export interface AlignedMemory {
  readonly domain: FacadeDomain;
  /** A block at a multiple of `alignment` (bytes), or NULL. */
  allocate(size: number, alignment: number): Pointer;
  release(pointer: Pointer): void;
}

/** posix_memalign and plain free. The alignment is rounded up to a multiple of the pointer size first. */
export class PosixAlignedMemory implements AlignedMemory {
  readonly domain: FacadeDomain;

  constructor(private readonly heap: HostHeap) {
    this.domain = heap.domains.add('align_malloc', 'aligned', { plainFree: true });
  }

  allocate(size: number, alignment: number): Pointer {
    const rounded = alignUp(alignment, this.heap.abi.pointerBytes);
    // posix_memalign answers EINVAL to anything else.
    return isPowerOfTwo(rounded) ? this.heap.allocate(this.domain, size, rounded) : NULL;
  }

  release(pointer: Pointer): void {
    if (pointer !== NULL) this.heap.release(this.domain, pointer);
  }
}

/**
 * Over-allocates and notes the raw pointer in the word before the payload, the "cubby hole": Mesa's portable way and,
 * in effect, Windows' `_aligned_malloc`. Fatal with plain free, whose pointer it is not.
 */
export class CubbyHoleAlignedMemory implements AlignedMemory {
  readonly domain: FacadeDomain;

  /** @param raw the domain of the blocks that it cuts its own from */
  constructor(
    private readonly heap: HostHeap,
    private readonly raw: FacadeDomain,
  ) {
    this.domain = heap.domains.add('align_malloc', 'aligned');
  }

  allocate(size: number, alignment: number): Pointer {
    const { pointerBytes } = this.heap.abi;
    const total = size + alignment + pointerBytes;
    if (!isPowerOfTwo(alignment) || total > sizeMax(this.heap.abi)) return NULL;
    const raw = this.heap.allocate(this.raw, total, pointerBytes);
    if (raw === NULL) return NULL;
    const payload = alignUp(raw + pointerBytes, alignment) as Pointer;
    this.heap.bytes.setPointer(payload - pointerBytes, raw);
    this.heap.handedOut.add(raw, payload, this.domain);
    return payload;
  }

  release(pointer: Pointer): void {
    if (pointer === NULL) return;
    const fault = this.heap.releaseFault(this.domain, pointer);
    if (fault === undefined) this.heap.release(this.raw, this.heap.bytes.pointer(pointer - this.heap.abi.pointerBytes));
    else this.heap.report(fault, pointer, this.domain);
  }
}

export function isPowerOfTwo(value: number): boolean {
  return value > 0 && Number.isInteger(Math.log2(value));
}
