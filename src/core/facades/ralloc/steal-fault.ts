import type { FacadeFaultKind } from '../facade-fault';
import type { RallocAllocator } from './ralloc-allocators';

/** VK_SYSTEM_ALLOCATION_SCOPE_COMMAND: the only scope that another owner can outlive at once. */
const COMMAND = 0;

/**
 * What goes wrong when a block of `from` comes under a block of `to`. A steal cannot re-home memory: Vulkan can re-scope
 * an allocation by reallocation only, and its table may die before its new owner. `ralloc_steal_copy` is the cure.
 */
export function stealFault(from: RallocAllocator, to: RallocAllocator): FacadeFaultKind | undefined {
  if (from.table !== to.table) return 'steal-across-allocators';
  return from.scope === COMMAND && to.scope !== COMMAND ? 'steal-out-of-scope' : undefined;
}
