import type { CookieFaultKind } from '../layers/cookie-faults';
import type { DamageKind } from '../layers/layer-faults';
import type { BlockRow, Bytes, EventIndex, StackId } from '../tables/indices';

/**
 * How much a hit proves, never summed over kinds: `recorded` the recorder's own guard or redzone saw it; `checked` the
 * replay met it, in an access or in a layer's own bytes; `predicted` this guard would have met what was recorded.
 */
export const EVIDENCE = ['recorded', 'checked', 'predicted'] as const;
export type Evidence = (typeof EVIDENCE)[number];

/** What was touched, by state of the shadow, or what a layer found. */
export type HitKind = 'guard' | 'redzone' | 'freed' | 'header' | 'unallocated' | DamageKind | CookieFaultKind;

/** An access to memory that was not the program's, with both sites: the block's own is that of its row. */
export interface Hit {
  readonly evidence: Evidence;
  readonly kind: HitKind;
  readonly event: EventIndex;
  /** The block that was meant; 0 = none is known. */
  readonly block: BlockRow;
  /** Signed, in bytes from the block's first. */
  readonly offset: number;
  readonly bytes: Bytes;
  /** The access; `found`: it happened earlier and was found at a release or a check. */
  readonly access: 'read' | 'write' | 'release' | 'found' | 'unknown';
  /** Stack of the access, or of the call that found it; 0 = not known. */
  readonly stack: StackId;
}
