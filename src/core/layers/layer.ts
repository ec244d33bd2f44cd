import type { HeapWord } from '../heap/heap-memory';
import type { ContextId, DomainId, SiteId, StackId } from '../tables/indices';

/**
 * One level of the allocator. It changes what it is asked for (adds a guard, a header, a charge) and hands it to the
 * layer below; the lowest is an engine. From bottom to top: engine, guard, debug, cookie, accounting, log. Each can
 * be left out, and whichever are there, the same requests give the same live blocks.
 *
 * Blocks are named by the first word of what this layer's caller may use. Numbers all the way down: a replay makes
 * millions of calls.
 */
export interface Layer {
  /**
   * A block of `bytes` (0 gives a unique one) aligned to 2^`alignLog2` bytes, or `NO_ROOM`.
   * @param site who asks: stack, domain and scope
   * @param context the ralloc-style context that will own the block; 0 = none
   */
  alloc(bytes: number, alignLog2: number, site: SiteId, context: ContextId): HeapWord;
  /** The block with a new size, here or elsewhere, contents kept. `NO_ROOM`: it stays as it was. */
  realloc(block: HeapWord, bytes: number, alignLog2: number, site: SiteId, context: ContextId): HeapWord;
  /**
   * @param domain through which the block is released, which need not be the one that gave it
   * @param stack of the release; 0 = not known
   */
  free(block: HeapWord, domain: DomainId, stack: StackId): void;
  /** Everything that this layer and those below hold, from which `restoreState` makes the same again. */
  saveState(): Uint8Array;
  restoreState(state: Uint8Array): void;
  /** Back to an empty heap. */
  reset(): void;
}
