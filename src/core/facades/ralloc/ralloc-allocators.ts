import { NO_SCOPE } from '../../tables/domains';
import type { ThreadId } from '../../tables/indices';
import type { MemorySource } from '../memory-source';
import type { VkAllocationCallbacks } from '../vulkan/vk-allocation-callbacks';

/** What a block's header names: the allocator that made it and that must release it. */
export interface RallocAllocator {
  readonly source: MemorySource;
  /** The struct that was given, as a copy; `undefined` = libc. */
  readonly table: VkAllocationCallbacks | undefined;
  /** The VkSystemAllocationScope of its blocks, or NO_SCOPE. */
  readonly scope: number;
  /** Whose memory it is, for people: `VkPipeline 0x5`; empty for libc. */
  readonly owner: string;
  /** The only thread that may call the table (VKM-49); absent: any. */
  readonly thread?: ThreadId;
}

/** The allocators of one ralloc world. Number 0 is libc. They stay as long as the world: a stolen block may need one. */
export class RallocAllocators {
  private readonly allocators: RallocAllocator[];

  constructor(libc: MemorySource) {
    this.allocators = [{ source: libc, table: undefined, scope: NO_SCOPE, owner: '' }];
  }

  add(allocator: RallocAllocator): number {
    return this.allocators.push(allocator) - 1;
  }

  get(number: number): RallocAllocator {
    return this.allocators[number];
  }
}
