import { VkScope, type VkAllocationCallbacks } from './vk-allocation-callbacks';

/** How long memory has to live; the first that applies is meant. */
export type MemoryLifetime = 'command' | 'cache' | 'object' | 'device' | 'instance';

/** The tables that were given when each was created; NULL = `undefined`. */
export interface AllocatorChain {
  /** Of the VkPipelineCache or VkValidationCacheEXT that takes part. */
  readonly cache?: VkAllocationCallbacks | undefined;
  /** Of the object that is created or manipulated; of a pool's child, the pool's. */
  readonly object?: VkAllocationCallbacks | undefined;
  readonly device?: VkAllocationCallbacks | undefined;
  readonly instance?: VkAllocationCallbacks | undefined;
}

export interface ChosenAllocator {
  readonly scope: VkScope;
  readonly callbacks: VkAllocationCallbacks;
  /** Whose table it is. */
  readonly from: keyof AllocatorChain;
}

const SCOPE_OF = {
  command: VkScope.COMMAND,
  cache: VkScope.CACHE,
  object: VkScope.OBJECT,
  device: VkScope.DEVICE,
  instance: VkScope.INSTANCE,
} as const satisfies Record<MemoryLifetime, VkScope>;

const SEARCH_ORDER = {
  command: ['object', 'device', 'instance'],
  cache: ['cache', 'device', 'instance'],
  object: ['object', 'device', 'instance'],
  device: ['device', 'instance'],
  instance: ['instance'],
} as const satisfies Record<MemoryLifetime, readonly (keyof AllocatorChain)[]>;

/**
 * The scope and the table for one allocation: the most specific allocator that the chain has (vulkan-host-memory.md
 * §3). `undefined` = row 6 of the table there: the implementation's own memory, no callback at all.
 */
export function chooseAllocator(lifetime: MemoryLifetime, chain: AllocatorChain): ChosenAllocator | undefined {
  for (const from of SEARCH_ORDER[lifetime]) {
    const callbacks = chain[from];
    if (callbacks !== undefined) return { scope: SCOPE_OF[lifetime], callbacks, from };
  }
  return undefined;
}
