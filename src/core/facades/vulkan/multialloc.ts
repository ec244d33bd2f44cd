import { alignUp } from '../c-layout';
import { NULL, type Pointer } from '../heap-bytes';
import { vk_alloc } from './vk-alloc';
import type { VkAllocationCallbacks, VkScope } from './vk-allocation-callbacks';

/** Members that Mesa's newest `vk_multialloc` takes. */
export const MAX_MEMBERS = 16;

/**
 * `vk_multialloc`: several typed arrays in one allocation. It is freed through the pointer of the first member that is
 * not empty; freeing any other is a free inside a block (VKM-27).
 */
export class VkMultialloc {
  private size = 0;
  private alignment = 1;
  private readonly offsets: (number | undefined)[] = [];

  /** The next member: `size` bytes at a multiple of `alignment`. An empty one takes no room. False: too many. */
  add(size: number, alignment: number): boolean {
    if (this.offsets.length === MAX_MEMBERS) return false;
    if (size === 0) {
      this.offsets.push(undefined);
      return true;
    }
    const offset = alignUp(this.size, alignment);
    this.offsets.push(offset);
    this.size = offset + size;
    this.alignment = Math.max(this.alignment, alignment);
    return true;
  }

  /** The members' pointers in order, NULL for empty ones; `undefined` where there was no room. */
  alloc(alloc: VkAllocationCallbacks, scope: VkScope): Pointer[] | undefined {
    const pointer = vk_alloc(alloc, this.size, this.alignment, scope);
    if (pointer === NULL) return undefined;
    return this.offsets.map((offset) => (offset === undefined ? NULL : ((pointer + offset) as Pointer)));
  }
}
