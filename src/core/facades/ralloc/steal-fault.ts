import type { FacadeFaultKind } from '../facade-fault';
import { isSameTable, VkScope } from '../vulkan/vk-allocation-callbacks';
import type { RallocAllocator } from './ralloc-allocators';

/**
 * What goes wrong when a block of `from` comes under a block of `to`. A steal cannot re-home memory: Vulkan can re-scope
 * an allocation by reallocation only, and its table may die before its new owner. `ralloc_steal_copy` is the cure.
 */
export function stealFault(from: RallocAllocator, to: RallocAllocator): FacadeFaultKind | undefined {
  if (!isSameTable(from.table, to.table)) return 'steal-across-allocators';
  return from.scope === VkScope.COMMAND && to.scope !== VkScope.COMMAND ? 'steal-out-of-scope' : undefined;
}
