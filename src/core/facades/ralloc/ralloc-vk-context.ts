import type { ThreadId } from '../../tables/indices';
import { NULL, type Pointer } from '../heap-bytes';
import type { MemorySource } from '../memory-source';
import { vk_alloc, vk_free, vk_realloc } from '../vulkan/vk-alloc';
import type { VkAllocationCallbacks, VkScope } from '../vulkan/vk-allocation-callbacks';
import type { Ralloc } from './ralloc';
import { NO_HEADER } from './ralloc-headers';

/** What the RFC's new kind of context takes beside a parent. */
export interface VkContext {
  readonly callbacks: VkAllocationCallbacks;
  /** COMMAND for a compile, OBJECT for what a pipeline keeps, CACHE for cached NIR … */
  readonly scope: VkScope;
  /** Whose memory it is, for people. */
  readonly owner: string;
  /** The thread of the API command: callbacks from another one are a fault (VKM-49). Absent: any thread may call. */
  readonly thread?: ThreadId;
}

/**
 * The RFC's "new type of ralloc context which takes a Vulkan allocator struct". Everything under it takes its memory
 * through that table, linear and gc contexts too, because a block inherits the allocator of its parent when it is made.
 * The struct is copied, so that the caller's may die; the functions and their data must live as long as the blocks.
 * @param ctx the parent, or NULL for a root
 * @param size bytes of its payload: every block is a context
 */
export function ralloc_vk_context(ralloc: Ralloc, ctx: Pointer, vk: VkContext, size = 0): Pointer {
  const parent = ctx === NULL ? NO_HEADER : ralloc.headerOf(ctx);
  if (parent === undefined) return NULL;
  const { scope, owner, thread } = vk;
  const table = copyOf(vk.callbacks);
  const number = ralloc.allocators.add({
    source: tableSource(table, scope),
    table,
    scope,
    owner,
    ...(thread !== undefined && { thread }),
  });
  return ralloc.blockFrom(number, parent, size);
}

/** Memory through a table. ralloc never asks for 0 bytes, since its header is part of every request. */
function tableSource(table: VkAllocationCallbacks, scope: VkScope): MemorySource {
  return {
    allocate: (bytes, alignment) => vk_alloc(table, bytes, alignment, scope),
    reallocate: (pointer, bytes, alignment) => vk_realloc(table, pointer, bytes, alignment, scope),
    release: (pointer) => {
      vk_free(table, pointer);
    },
  };
}

function copyOf({ pUserData, pfnAllocation, pfnReallocation, pfnFree }: VkAllocationCallbacks): VkAllocationCallbacks {
  return { pUserData, pfnAllocation, pfnReallocation, pfnFree };
}
