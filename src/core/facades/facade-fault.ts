import type { DomainId, StackId } from '../tables/indices';
import type { Pointer } from './heap-bytes';

/** What a façade finds wrong. Letters in brackets are those of the mixing matrix (rfc-requirements.md §M). */
export type FacadeFaultKind =
  // Releases.
  | 'foreign-release' // [K] the block's cookie names another domain
  | 'interior-release' // [U] libc's free meets a pointer behind somebody's header
  | 'silent-loss' // [L] a part of a larger block: in real life it leaks or corrupts without a word
  | 'double-release'
  | 'unknown-release'
  | 'inside-release' // strictly inside a live block: VKM-27
  // Vulkan callbacks.
  | 'zero-size' // VKM-08
  | 'realloc-alignment-changed' // VKM-14
  | 'realloc-scope-changed' // VKM-22
  | 'realloc-null-zero' // VKM-23
  | 'bad-alignment' // VKM-05
  | 'over-aligned' // VKM-09: Mesa's default allocator asserts
  | 'command-scope-escaped' // VKM-29
  | 'foreign-thread' // VKM-49
  | 'outside-command' // VKM-48
  | 'bad-internal-type' // VKM-07
  | 'internal-negative' // VKM-56
  // ralloc.
  | 'wrong-parent' // reralloc with a context that is not the block's parent
  | 'steal-cycle' // a block stolen by its own descendant: the loop is lost
  | 'steal-across-allocators' // the block stays with the allocator that gave it: VKM-39, VKM-41
  | 'steal-out-of-scope' // COMMAND memory under an owner that lives longer: VKM-29
  | 'orphan-string' // a string without a parent: outside every context, and outside its allocator
  | 'null-write' // faithful only: Mesa would have crashed, writing through the NULL of a failed allocation
  | 'linear-canary'
  | 'linear-alias' // zero bytes of a linear context are the next allocation's address
  // gc.
  | 'double-mark' // Mesa: marking twice un-marks
  | 'mark-after-start' // Mesa: marking what was allocated after the sweep began kills it
  | 'nested-sweep';

/** One thing that a façade found. The call goes on, as safely as it can. */
export interface FacadeFault {
  readonly kind: FacadeFaultKind;
  readonly pointer: Pointer;
  /** The domain that gave the block; 0 = none. */
  readonly home: DomainId;
  /** The domain that the faulty call went through. */
  readonly through: DomainId;
  /** Stack of the faulty call, and of the block's allocation; 0 = not known. */
  readonly stack: StackId;
  readonly allocationStack: StackId;
}
