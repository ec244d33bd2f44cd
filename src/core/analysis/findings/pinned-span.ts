import type { BlockRow, EventIndex } from '../../tables/indices';
import type { Trace } from '../../tables/trace';
import type { LiveBlocks } from '../live-blocks';
import { findArenas, placedSites } from './arenas';
import { BlocksLeft } from './blocks-left';
import { drainedArenas } from './drained-arenas';

/** The least and the greatest that a figure was. */
export interface Extent {
  readonly least: number;
  readonly greatest: number;
}

/** Few small blocks in memory that was full at the peak, the outermost of them the same from one event to another. */
export interface PinnedSpan {
  readonly from: EventIndex;
  readonly to: EventIndex;
  /** Bytes from the lowest block's first to the highest block's last. */
  readonly span: number;
  readonly lowest: BlockRow;
  readonly highest: BlockRow;
  readonly blocks: Extent;
  readonly bytes: Extent;
}

/** The blocks fill no more of the span than this. */
const MOST_FILLED = 0.01;
const LEAST_SPAN = 1 << 20;
/** Of the peak: a smaller span is not worth a sentence. */
const LEAST_SHARE = 0.05;
/** Events looked at before others may have a turn. */
const SLICE = 1 << 16;

/**
 * What pins memory after the peak the most, by span and by how many events it lasts: of each arena that was full at the
 * peak, the longest time is looked at, event by event, in which it is nearly empty. Recorded addresses only.
 */
export function* pinnedSpan(
  trace: Trace,
  live: LiveBlocks,
  peakEvent: EventIndex,
  peakBytes: number,
): Generator<undefined, PinnedSpan | undefined> {
  const isPlaced = placedSites(trace);
  const leastSpan = Math.max(LEAST_SPAN, peakBytes * LEAST_SHARE);
  const arenas = yield* findArenas(trace, live.rowsAt(peakEvent), isPlaced, leastSpan);
  yield undefined;
  let best: PinnedSpan | undefined;
  for (const { arena, from, to } of yield* drainedArenas(trace, arenas, isPlaced, peakEvent, MOST_FILLED)) {
    const left = new BlocksLeft(trace, arena, isPlaced, live.rowsAt(from), from);
    yield undefined;
    for (const pin of yield* pins(left, from, to)) {
      if (pin.span >= leastSpan && (best === undefined || weight(pin) > weight(best))) best = pin;
    }
  }
  return best;
}

function weight({ span, from, to }: PinnedSpan): number {
  return span * (to - from + 1);
}

/** The times from `from` to `to` in which the outermost blocks stay and all blocks fill hardly anything. */
function* pins(left: BlocksLeft, from: EventIndex, to: EventIndex): Generator<undefined, PinnedSpan[]> {
  const found: PinnedSpan[] = [];
  let pin = pinAt(left, from);
  for (let event = from + 1; event <= to; event++) {
    if ((event & (SLICE - 1)) === 0) yield undefined;
    if (!left.apply(event as EventIndex)) continue;
    const now = pinAt(left, event as EventIndex);
    if (pin !== undefined && now?.lowest === pin.lowest && now.highest === pin.highest) pin = joined(pin, now);
    else {
      if (pin !== undefined) found.push({ ...pin, to: (event - 1) as EventIndex });
      pin = now;
    }
  }
  if (pin !== undefined) found.push({ ...pin, to });
  return found;
}

function pinAt(left: BlocksLeft, event: EventIndex): PinnedSpan | undefined {
  const { count, bytes } = left;
  if (count < 2 || bytes > left.span * MOST_FILLED) return undefined;
  return {
    ...{ from: event, to: event, span: left.span, lowest: left.lowest, highest: left.highest },
    blocks: { least: count, greatest: count },
    bytes: { least: bytes, greatest: bytes },
  };
}

function joined(pin: PinnedSpan, now: PinnedSpan): PinnedSpan {
  return { ...pin, blocks: over(pin.blocks, now.blocks), bytes: over(pin.bytes, now.bytes) };
}

function over(a: Extent, b: Extent): Extent {
  return { least: Math.min(a.least, b.least), greatest: Math.max(a.greatest, b.greatest) };
}
