import { CHUNK_MASK, CHUNK_SHIFT } from '../../tables/column';
import { denseChunks } from '../../tables/dense-chunks';
import { NONE, type BlockRow, type SiteId, type StackId } from '../../tables/indices';
import type { Trace } from '../../tables/trace';

/** Blocks of one stack that came one after another over a long time and were never released. */
export interface GrowingStack {
  readonly stack: StackId;
  readonly blocks: number;
  readonly bytes: number;
  /** The last of them. */
  readonly last: BlockRow;
}

const LEAST_BLOCKS = 32;
/** Share of the trace's events over which the blocks must have come. */
const LEAST_SPAN = 0.2;
/** Other events between two of them, on average: a loop that fills a table at once is no growth. */
const LEAST_EVENTS_BETWEEN = 4;
/** Each quarter of the span must bring at least this share of the blocks: growth goes on, a start-up does not. */
const LEAST_PER_QUARTER = 0.15;
/** Of all blocks that the stack ever gave, this share must still be there. */
const LEAST_KEPT = 0.9;

/**
 * Stacks whose live blocks kept rising, those that hold most first. `liveAtEnd`: rows live at the end, by birth; `given`: requests that
 * gave memory, by site.
 */
export function growingStacks(trace: Trace, liveAtEnd: Uint32Array, given: Uint32Array): GrowingStack[] {
  const births = birthsByStack(trace, liveAtEnd);
  const givenByStack = new Map<StackId, number>();
  for (let site = 1; site < given.length; site++) {
    const stack = trace.sites.stack.get(site as SiteId);
    if (births.has(stack)) givenByStack.set(stack, (givenByStack.get(stack) ?? 0) + given[site]);
  }
  const growing: GrowingStack[] = [];
  for (const [stack, kept] of births) {
    const all = givenByStack.get(stack) ?? 0;
    if (kept.events.length >= all * LEAST_KEPT && keepsRising(kept.events, trace.events.length)) {
      growing.push({ stack, blocks: kept.events.length, bytes: kept.bytes, last: kept.last });
    }
  }
  return growing.sort((a, b) => b.bytes - a.bytes || a.stack - b.stack);
}

interface KeptBlocks {
  /** Births, in order. */
  readonly events: number[];
  bytes: number;
  last: BlockRow;
}

function birthsByStack(trace: Trace, liveAtEnd: Uint32Array): Map<StackId, KeptBlocks> {
  const sites = denseChunks(trace.blocks.site);
  const births = denseChunks(trace.blocks.birth);
  const byStack = new Map<StackId, KeptBlocks>();
  for (const row of liveAtEnd) {
    const stack = trace.sites.stack.get(sites[row >>> CHUNK_SHIFT][row & CHUNK_MASK] as SiteId);
    if (stack === NONE) continue;
    const kept = byStack.get(stack) ?? { events: [], bytes: 0, last: row as BlockRow };
    kept.events.push(births[row >>> CHUNK_SHIFT][row & CHUNK_MASK]);
    kept.bytes += trace.sizeOf(row as BlockRow);
    kept.last = row as BlockRow;
    byStack.set(stack, kept);
  }
  return byStack;
}

function keepsRising(births: readonly number[], events: number): boolean {
  if (births.length < LEAST_BLOCKS) return false;
  const first = births[0];
  const span = births[births.length - 1] - first + 1;
  if (span < events * LEAST_SPAN || span < births.length * (1 + LEAST_EVENTS_BETWEEN)) return false;
  const quarters = [0, 0, 0, 0];
  for (const birth of births) quarters[Math.floor(((birth - first) * 4) / span)]++;
  return quarters.every((count) => count >= births.length * LEAST_PER_QUARTER);
}
