import type { Brand } from '../../../base/brand';
import type { Pointer } from '../heap-bytes';

/** VkSystemAllocationScope. */
export const VkScope = { COMMAND: 0, OBJECT: 1, CACHE: 2, DEVICE: 3, INSTANCE: 4 } as const;
export type VkScope = (typeof VkScope)[keyof typeof VkScope];

/** VkInternalAllocationType: EXECUTABLE is the only one. */
export const VK_INTERNAL_ALLOCATION_TYPE_EXECUTABLE = 0;

/** The application's own, handed back as the first argument of every callback; no identity of an allocator. */
export type UserData = Brand<number, 'pUserData'>;

/**
 * VkAllocationCallbacks, with which an application allocates on behalf of an implementation. It is a value that a caller
 * passes to each call: nothing keeps one globally. Sizes and alignments in bytes, the latter powers of two; NULL where
 * there is no room. Of old size, alignment and scope of a block only the application knows.
 */
export interface VkAllocationCallbacks {
  readonly pUserData: UserData;
  readonly pfnAllocation: (user: UserData, size: number, alignment: number, scope: VkScope) => Pointer;
  readonly pfnReallocation: (
    user: UserData,
    original: Pointer,
    size: number,
    alignment: number,
    scope: VkScope,
  ) => Pointer;
  readonly pfnFree: (user: UserData, memory: Pointer) => void;
  /** Both notifications or neither. */
  readonly internal?: VkInternalNotifications;
}

/** Told, not asked: the implementation made or freed executable memory itself. No pointer is passed. */
export interface VkInternalNotifications {
  readonly pfnInternalAllocation: (user: UserData, size: number, type: number, scope: VkScope) => void;
  readonly pfnInternalFree: (user: UserData, size: number, type: number, scope: VkScope) => void;
}

/** Whether two structs are one and the same value, which is all that the API lets anybody compare. */
export function isSameTable(a: VkAllocationCallbacks | undefined, b: VkAllocationCallbacks | undefined): boolean {
  return (
    a === b ||
    (a !== undefined &&
      b !== undefined &&
      a.pUserData === b.pUserData &&
      a.pfnAllocation === b.pfnAllocation &&
      a.pfnReallocation === b.pfnReallocation &&
      a.pfnFree === b.pfnFree)
  );
}
