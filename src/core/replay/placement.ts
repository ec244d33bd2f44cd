import { NOT_PLACED } from '../tables/blocks';
import { NONE, type BlockRow, type EventIndex } from '../tables/indices';
import type { Trace } from '../tables/trace';

/** Blocks nested deeper than this are taken for damage: a backing block that lies in itself. */
const DEEPEST = 64;

/**
 * Byte in the simulated address space of block `row` at `cursor`, at which it is live: below 4 GiB in the engine's heap,
 * above in an `mmap` region. A backed block lies at its recorded offset in its backing block, wherever that was
 * reallocated to since; undefined where neither has a place (no backing block, the heap's limit, not replayed yet).
 */
export function placeOf(trace: Trace, row: BlockRow, cursor: EventIndex): number | undefined {
  const { blocks, placement } = trace;
  let offset = 0;
  let at: BlockRow = row;
  for (let depth = 0; depth < DEEPEST; depth++) {
    const word = placement.word.get(at);
    if (word !== NOT_PLACED) return word * 4 + offset;
    const backing = blocks.backing.get(at);
    if (backing === NONE) return undefined;
    offset += blocks.address.get(at) - blocks.address.get(backing);
    const now = placeInForce(trace, backing, cursor);
    if (now === undefined) return undefined;
    at = now;
  }
  return undefined;
}

/** The row of the same block that is live at `cursor`: itself, or what it was reallocated or moved to. */
function placeInForce(trace: Trace, row: BlockRow, cursor: EventIndex): BlockRow | undefined {
  let at: BlockRow | undefined = row;
  while (at !== undefined && trace.blocks.death.get(at) <= cursor) at = successorOf(trace, at);
  return at;
}

/** The row that began in the event in which `row` ended, as its next place. */
function successorOf(trace: Trace, row: BlockRow): BlockRow | undefined {
  const { blocks } = trace;
  const event = blocks.death.get(row);
  for (let next = firstBornAt(trace, event); next < blocks.length; next++) {
    if (blocks.birth.get(next) !== event) return undefined;
    if (blocks.previous.get(next) === row) return next;
  }
  return undefined;
}

/** The first row with birth ≥ `event`. */
function firstBornAt(trace: Trace, event: EventIndex): BlockRow {
  const { blocks } = trace;
  let low = 1;
  let high = blocks.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (blocks.birth.get(middle as BlockRow) < event) low = middle + 1;
    else high = middle;
  }
  return low as BlockRow;
}
