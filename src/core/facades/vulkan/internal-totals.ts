import { NULL } from '../heap-bytes';
import type { FacadeDomain } from '../domains';
import type { HostHeap } from '../host-heap';
import {
  VK_INTERNAL_ALLOCATION_TYPE_EXECUTABLE,
  type VkInternalNotifications,
  type VkScope,
} from './vk-allocation-callbacks';

/**
 * Bytes of executable memory that an implementation says it holds, by scope. Notifications carry no pointer, so frees
 * cannot be paired: totals are all there is, and they never go below zero.
 */
export class InternalTotals {
  private readonly bytes = [0, 0, 0, 0, 0];
  private greatest = 0;

  total(scope: VkScope): number {
    return this.bytes[scope];
  }

  /** Greatest sum over all scopes so far. */
  get peak(): number {
    return this.greatest;
  }

  /** The callbacks that keep these totals. Any other type than EXECUTABLE is a fault. A free of more than was announced is a fault, and counts down to 0. */
  notifications(heap: HostHeap, domain: FacadeDomain): VkInternalNotifications {
    const check = (type: number): void => {
      if (type !== VK_INTERNAL_ALLOCATION_TYPE_EXECUTABLE) heap.report('bad-internal-type', NULL, domain);
    };
    return {
      pfnInternalAllocation: (_user, size, type, scope) => {
        check(type);
        this.bytes[scope] += size;
        this.greatest = Math.max(
          this.greatest,
          this.bytes.reduce((sum, bytes) => sum + bytes, 0),
        );
      },
      pfnInternalFree: (_user, size, type, scope) => {
        check(type);
        if (size > this.bytes[scope]) heap.report('internal-negative', NULL, domain);
        this.bytes[scope] = Math.max(0, this.bytes[scope] - size);
      },
    };
  }
}
