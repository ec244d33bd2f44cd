import type { AllocatorConfiguration } from './configuration';
import { debugHeader, FOOTER_BYTES } from './debug-layout';
import { guardedAlignment, guardedSpan } from './guard-geometry';

/** What layers put around a block. */
export type Surrounding = 'header' | 'slack' | 'guard';

/** Bytes `from` … `to`, counted from the block's first. */
export interface SurroundingSpan {
  readonly of: Surrounding;
  readonly from: number;
  readonly to: number;
}

/** Least bytes of a cookie’s header. */
export const COOKIE_BYTES = 16;

/**
 * What the layers of `configuration` put around a block of `bytes`, by its distance: the headers of cookie and debug
 * layer, then slack and guards. A block that no guard was chosen for has the headers alone.
 * @param engineHeader bytes of the engine's own header
 */
export function blockSurroundings(
  { cookies, debug, guard }: AllocatorConfiguration,
  bytes: number,
  alignLog2: number,
  engineHeader: number,
): readonly SurroundingSpan[] {
  const spans: SurroundingSpan[] = [];
  const alignment = 2 ** alignLog2;
  let from = 0;
  let to = bytes;
  if (cookies !== undefined) from -= Math.max(COOKIE_BYTES, alignment);
  if (debug !== undefined) {
    from -= Math.ceil(debugHeader(debug.model, debug.keepsFreed).bytes / alignment) * alignment;
    to += FOOTER_BYTES;
    spans.push({ of: 'header', from: bytes, to });
  }
  if (from < 0) spans.push({ of: 'header', from, to: 0 });
  if (guard?.domains !== 'all' || guard.every !== 1) return spans;
  const span = guardedSpan(to - from, guardedAlignment(alignLog2, guard), guard, engineHeader);
  const data = from - span.offset;
  const end = data + span.data;
  spans.push({ of: 'slack', from: data, to: from }, { of: 'slack', from: to, to: end });
  spans.push({ of: 'guard', from: data - span.lead, to: data }, { of: 'guard', from: end, to: end + span.trail });
  return spans.filter((each) => each.to > each.from);
}
