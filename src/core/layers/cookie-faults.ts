import type { HeapWord } from '../heap/heap-memory';
import type { DomainId, StackId } from '../tables/indices';

/**
 * What a release shows of the pointer's cookie:
 * `mismatched-free` a live block of another domain; `double-free` a tombstone; `unknown-free` neither (interior, foreign,
 * or at the heap's edge); `cookie` a live block whose cookie was overwritten or copied.
 */
export type CookieFaultKind = 'mismatched-free' | 'double-free' | 'unknown-free' | 'cookie';

/** Where the cookie layer reports. */
export interface CookieFaults {
  /**
   * @param owner the domain that the block came from; 0 where no cookie tells it
   * @param domain through which it was released
   * @param stack of the release; 0 = not known
   */
  cookieFault(kind: CookieFaultKind, block: HeapWord, owner: DomainId, domain: DomainId, stack: StackId): void;
}
