import type { FacadeDomain } from '../domains';
import { NULL, type Pointer } from '../heap-bytes';
import type { HostHeap } from '../host-heap';
import { isPowerOfTwo } from '../wrappers/aligned-memory';
import type { InternalTotals } from './internal-totals';
import type { VkScope } from './vk-allocation-callbacks';
import { type UserData, type VkAllocationCallbacks, type VkInternalNotifications } from './vk-allocation-callbacks';

export interface HeapCallbacksOptions {
  /** What an allocation of zero bytes gives: the specification does not say. Default: a unique block. */
  readonly zeroSize?: 'unique' | 'null';
  /** Greatest alignment served, in bytes. Default: any. */
  readonly maxAlignment?: number;
  /** Switches the internal notifications on. */
  readonly internal?: InternalTotals;
}

/**
 * An application's side of VkAllocationCallbacks over our heap, by the rules of vulkan-host-memory.md §2. What the
 * implementation does wrong is noted as a fault of the heap.
 */
export class HeapCallbacks implements VkAllocationCallbacks {
  readonly internal?: VkInternalNotifications;
  private readonly zeroSize: 'unique' | 'null';
  private readonly maxAlignment: number;

  /** @param domain one for each value of the struct; its group says what it is compatible with */
  constructor(
    private readonly heap: HostHeap,
    readonly domain: FacadeDomain,
    readonly pUserData = domain.id as number as UserData,
    { zeroSize = 'unique', maxAlignment = Infinity, internal }: HeapCallbacksOptions = {},
  ) {
    this.zeroSize = zeroSize;
    this.maxAlignment = maxAlignment;
    if (internal !== undefined) this.internal = internal.notifications(heap, domain);
  }

  readonly pfnAllocation = (_user: UserData, size: number, alignment: number, scope: VkScope): Pointer => {
    if (!isPowerOfTwo(alignment) || alignment > this.maxAlignment) {
      this.heap.report(isPowerOfTwo(alignment) ? 'over-aligned' : 'bad-alignment', NULL, this.domain);
      return NULL;
    }
    if (size === 0) {
      this.heap.report('zero-size', NULL, this.domain);
      if (this.zeroSize === 'null') return NULL;
    }
    return this.heap.allocate(this.domain, size, alignment, scope);
  };

  readonly pfnReallocation = (
    user: UserData,
    original: Pointer,
    size: number,
    alignment: number,
    scope: VkScope,
  ): Pointer => {
    if (original === NULL) {
      if (size > 0) return this.pfnAllocation(user, size, alignment, scope);
      // "As pfnAllocation" and "as pfnFree" both apply, and disagree about the result.
      this.heap.report('realloc-null-zero', NULL, this.domain);
      return NULL;
    }
    if (size > 0) return this.resize(original, size, alignment, scope);
    this.pfnFree(user, original);
    return NULL;
  };

  readonly pfnFree = (_user: UserData, memory: Pointer): void => {
    if (memory !== NULL) this.heap.release(this.domain, memory);
  };

  /** NULL: the old block stays, contents and all. The scope becomes the newest one. */
  private resize(original: Pointer, size: number, alignment: number, scope: VkScope): Pointer {
    const block = this.heap.checkRelease(this.domain, original);
    if (block === undefined) return NULL;
    if (alignment !== block.alignment) this.heap.report('realloc-alignment-changed', original, this.domain);
    if (scope !== block.scope) this.heap.report('realloc-scope-changed', original, this.domain);
    return this.heap.reallocate(block, original, size, scope);
  }
}
