import type { HeapWord } from '../heap/heap-memory';
import type { StackId } from '../tables/indices';
import type { CookieFaults } from './cookie-faults';

/**
 * What a layer finds changed of its own bytes, at a release or a check:
 * `slack-changed` the fill between a block's end and its guard; `header-changed` the magic before a block: a foreign
 * pointer, a second release, or an underflow; `footer-changed` the magic behind a block; `freed-changed` a block that
 * was written after its release.
 */
export type DamageKind = 'slack-changed' | 'header-changed' | 'footer-changed' | 'freed-changed';

/** Where all layers report. None of them stops: a fault is an event. */
export interface LayerFaults extends CookieFaults {
  /**
   * @param block first word of the block as the reporting layer gave it, `bytes` long
   * @param at heap address of the first changed byte
   * @param stack of the release that found it; 0 = not known, or found by a check
   */
  damaged(kind: DamageKind, block: HeapWord, bytes: number, at: number, stack: StackId): void;
}
