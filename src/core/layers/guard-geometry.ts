import type { GuardOptions } from './guard-options';

/** Blocks begin at words, so a flush guard begins in the last word of its block, at the byte. */
const WORD = 4;

/** Where a guarded block lies in the pages that were taken for it. All in bytes; `total` = `lead` + `data` + `trail`. */
export interface GuardedSpan {
  /** Guard before the data pages; 0 = none. */
  readonly lead: number;
  /** Data pages, which the program may use in part. */
  readonly data: number;
  /** From the data pages' beginning to the block's. */
  readonly offset: number;
  /** Guard behind the data pages; 0 = none. */
  readonly trail: number;
  readonly total: number;
}

/** From the block's first byte to the guard behind it: `bytes` and the slack that its alignment leaves. */
export function bytesToGuard(bytes: number, alignment: number): number {
  return Math.ceil(bytes / alignment) * alignment;
}

/** The alignment that a guarded block gets; `alignLog2` 0 = none was asked for. */
export function guardedAlignment(alignLog2: number, options: GuardOptions): number {
  return alignLog2 === 0 ? options.alignment : 2 ** alignLog2;
}

/**
 * Lays out a block of `bytes` whose end touches the guard behind it, or whose beginning touches the one before it.
 * @param reserve bytes at the end of the span that the next block's header takes
 */
export function guardedSpan(bytes: number, alignment: number, options: GuardOptions, reserve: number): GuardedSpan {
  const { side, pageBytes } = options;
  const unit = Math.max(alignment, WORD);
  const lead = side === 'after' ? 0 : Math.max(pageBytes, unit);
  const trail = side === 'before' ? 0 : pageBytes;
  const held = bytesToGuard(bytes, unit);
  // Without a guard behind them the data pages hold the next header.
  const wanted = Math.max(trail === 0 ? held + reserve : held, 1);
  const data = Math.ceil(wanted / Math.max(pageBytes, unit)) * Math.max(pageBytes, unit);
  return { lead, data, offset: trail === 0 ? 0 : data - held, trail, total: lead + data + trail };
}
