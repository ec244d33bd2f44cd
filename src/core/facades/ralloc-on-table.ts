import type { Ownership } from '../analysis/owners/ownership';
import { Tlsf } from '../engines/tlsf';
import { HeapMemory } from '../heap/heap-memory';
import { SiteTable } from '../tables/domains';
import type { Bytes } from '../tables/indices';
import type { Trace } from '../tables/trace';
import { ILP32_RELEASE, LP64_RELEASE } from './c-layout';
import { NULL, type Pointer } from './heap-bytes';
import { HostHeap } from './host-heap';
import { LibcMalloc } from './libc-malloc';
import { RallocReplay } from './ralloc-replay';
import { Ralloc } from './ralloc/ralloc';
import { HeapCallbacks } from './vulkan/heap-callbacks';
import type { VkAllocationCallbacks } from './vulkan/vk-allocation-callbacks';

/** Sizes of the pool to try, in bytes. */
const POOL_LIMITS = [2 ** 32, 2 ** 31, 2 ** 30, 2 ** 28];

/** What reached the table when a trace's ralloc blocks were replayed on contexts that take it. */
export interface RallocOnTable {
  /** Calls of pfnAllocation and pfnReallocation that gave memory. */
  readonly requests: number;
  readonly frees: number;
  /** Bytes of those requests, ralloc's headers included, and the most that was live at once. */
  readonly allocatedBytes: Bytes;
  readonly peakBytes: Bytes;
  /** Steals and adopted blocks that came under an owner with another allocator than their own. */
  readonly stealsAcrossAllocators: number;
  /** Requests that found no room in our heap. */
  readonly refused: number;
}

/**
 * Replays a trace's ralloc blocks on contexts of the RFC's new kind, over a heap of our own with one table that stands
 * for whichever was in force. undefined: no memory for the heap.
 * @param ownership complete, of the same trace
 * @param pointerBytes of the recorded program
 */
export function rallocOnTable(trace: Trace, ownership: Ownership, pointerBytes: number): RallocOnTable | undefined {
  const reserved = HeapMemory.reserve(POOL_LIMITS);
  if (!reserved.ok) return undefined;
  const memory = reserved.value;
  const abi = pointerBytes === 4 ? ILP32_RELEASE : LP64_RELEASE;
  const heap = new HostHeap(memory, new Tlsf(memory), new SiteTable(), abi);
  const table = new CountedTable(heap, new HeapCallbacks(heap, heap.domains.add('the table in force', 'vk')));
  const replay = new RallocReplay(trace, ownership, new Ralloc(heap, new LibcMalloc(heap)), table);
  replay.run(() => undefined);
  return {
    requests: table.requests,
    frees: table.frees,
    allocatedBytes: table.allocated as Bytes,
    peakBytes: table.peak as Bytes,
    stealsAcrossAllocators: heap.faults.filter(({ kind }) => kind === 'steal-across-allocators').length,
    refused: replay.refused,
  };
}

/** Passes everything on, and counts what was given. */
class CountedTable implements VkAllocationCallbacks {
  requests = 0;
  frees = 0;
  allocated = 0;
  peak = 0;
  private live = 0;

  constructor(
    private readonly heap: HostHeap,
    private readonly below: VkAllocationCallbacks,
  ) {}

  get pUserData() {
    return this.below.pUserData;
  }

  readonly pfnAllocation: VkAllocationCallbacks['pfnAllocation'] = (user, size, alignment, scope) =>
    this.given(this.below.pfnAllocation(user, size, alignment, scope), 0);

  readonly pfnReallocation: VkAllocationCallbacks['pfnReallocation'] = (user, original, size, alignment, scope) => {
    const before = this.bytesAt(original);
    return this.given(this.below.pfnReallocation(user, original, size, alignment, scope), before);
  };

  readonly pfnFree: VkAllocationCallbacks['pfnFree'] = (user, memory) => {
    this.frees++;
    this.live -= this.bytesAt(memory);
    this.below.pfnFree(user, memory);
  };

  private given(pointer: Pointer, before: number): Pointer {
    if (pointer === NULL) return NULL;
    this.requests++;
    this.allocated += this.bytesAt(pointer);
    this.live += this.bytesAt(pointer) - before;
    this.peak = Math.max(this.peak, this.live);
    return pointer;
  }

  private bytesAt(pointer: Pointer): number {
    return this.heap.blockAt(pointer)?.bytes ?? 0;
  }
}
