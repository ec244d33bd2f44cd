import { headerAlign } from '../c-layout';
import { NULL, utf8Bytes, type HeapBytes, type Pointer } from '../heap-bytes';
import type { HostHeap } from '../host-heap';
import type { LibcMalloc } from '../libc-malloc';
import { HeapCallbacks } from './heap-callbacks';
import { VkScope, type VkAllocationCallbacks } from './vk-allocation-callbacks';

// Mesa's `vk_alloc.h`: thin calls on the table that they are given. Every one takes its table; there is no default.

/** The table that an object's commands use: its own, or its parent's where the caller passed NULL. */
export function vk_allocator2(
  parent: VkAllocationCallbacks,
  alloc: VkAllocationCallbacks | undefined,
): VkAllocationCallbacks {
  return alloc ?? parent;
}

export function vk_alloc(alloc: VkAllocationCallbacks, size: number, alignment: number, scope: VkScope): Pointer {
  return alloc.pfnAllocation(alloc.pUserData, size, alignment, scope);
}

/** As {@link vk_alloc}, zeroed. */
export function vk_zalloc(
  bytes: HeapBytes,
  alloc: VkAllocationCallbacks,
  size: number,
  alignment: number,
  scope: VkScope,
): Pointer {
  const pointer = vk_alloc(alloc, size, alignment, scope);
  if (pointer !== NULL) bytes.fill(pointer, 0, size);
  return pointer;
}

export function vk_realloc(
  alloc: VkAllocationCallbacks,
  pointer: Pointer,
  size: number,
  alignment: number,
  scope: VkScope,
): Pointer {
  return alloc.pfnReallocation(alloc.pUserData, pointer, size, alignment, scope);
}

/** NULL never reaches the callback. */
export function vk_free(alloc: VkAllocationCallbacks, pointer: Pointer): void {
  if (pointer !== NULL) alloc.pfnFree(alloc.pUserData, pointer);
}

/** A copy of the string at `source`, with alignment 1. */
export function vk_strdup(bytes: HeapBytes, alloc: VkAllocationCallbacks, source: Pointer, scope: VkScope): Pointer {
  if (source === NULL) return NULL;
  const size = bytes.stringLength(source) + 1;
  const copy = vk_alloc(alloc, size, 1, scope);
  if (copy !== NULL) bytes.copy(copy, source, size);
  return copy;
}

/** Formatted text, arriving formatted, as a string of alignment 1. */
export function vk_asprintf(bytes: HeapBytes, alloc: VkAllocationCallbacks, text: string, scope: VkScope): Pointer {
  const copy = vk_alloc(alloc, utf8Bytes(text) + 1, 1, scope);
  if (copy !== NULL) bytes.writeString(copy, text);
  return copy;
}

/** The memory of an object's struct: 8-byte aligned, OBJECT scope, the object's own table or the device's. */
export function vk_object_alloc(
  device: VkAllocationCallbacks,
  alloc: VkAllocationCallbacks | undefined,
  size: number,
): Pointer {
  return vk_alloc(vk_allocator2(device, alloc), size, 8, VkScope.OBJECT);
}

/** Goes through the table *as given at destroy*, which is why create and destroy must be given compatible ones. */
export function vk_object_free(
  device: VkAllocationCallbacks,
  alloc: VkAllocationCallbacks | undefined,
  pointer: Pointer,
): void {
  vk_free(vk_allocator2(device, alloc), pointer);
}

/**
 * Mesa's table where an application gives none: malloc, realloc and free, without internal notifications. It is made
 * for an instance, not kept for all. Alignments that do not divide `max_align_t` (16 LP64, 8 ILP32) it cannot serve.
 */
export function vk_default_allocator(heap: HostHeap, libc: LibcMalloc): HeapCallbacks {
  return new HeapCallbacks(heap, libc.domain, undefined, { maxAlignment: headerAlign(heap.abi) });
}
