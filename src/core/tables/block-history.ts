import { EventKind } from './events';
import { ALIVE, NONE, type BlockRow, type ContextId, type EventIndex, type ObjectId, type Ticks } from './indices';
import type { Trace } from './trace';

/** The life of a block, reallocations included. */
export interface BlockHistory {
  /** Every row of the chain, oldest first; the block that was asked for is among them. */
  readonly rows: readonly BlockRow[];
  readonly birth: EventIndex;
  /** ALIVE: still live when the trace ends. */
  readonly death: EventIndex;
  /** Events and ticks from birth to death, or to the trace's last event. */
  readonly lifetimeEvents: number;
  readonly lifetimeTicks: Ticks;
}

/** What a block belongs to, as recorded when the row began. NONE where nothing was recorded. */
export interface BlockOwners {
  readonly backing: BlockRow;
  readonly owner: BlockRow;
  readonly context: ContextId;
  readonly object: ObjectId;
}

/** The row that took over when `block` ended: its reallocation, or its silent move with the backing block. */
export function nextRow(trace: Trace, block: BlockRow): BlockRow {
  const { blocks, events } = trace;
  const death = blocks.death.get(block);
  if (death >= events.length) return NONE as BlockRow;
  if (events.kind.get(death) === EventKind.Reallocate) {
    const next = events.operand.get(death) as BlockRow;
    if (blocks.previous.get(next) === block) return next;
  }
  for (let row = firstBornAt(trace, death); row < blocks.length && blocks.birth.get(row) === death; row = after(row)) {
    if (blocks.previous.get(row) === block) return row;
  }
  return NONE as BlockRow;
}

/** First row with birth ≥ `event`; one past the last row where there is none. Rows are in order of birth. */
export function firstBornAt(trace: Trace, event: EventIndex): BlockRow {
  const { birth } = trace.blocks;
  let low = 1;
  let high = Math.max(1, trace.blocks.length);
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (birth.get(middle as BlockRow) < event) low = middle + 1;
    else high = middle;
  }
  return low as BlockRow;
}

function after(row: BlockRow): BlockRow {
  return (row + 1) as BlockRow;
}

export function blockHistory(trace: Trace, block: BlockRow): BlockHistory {
  const { blocks } = trace;
  const rows: BlockRow[] = [];
  for (let row = block; row !== NONE; row = blocks.previous.get(row)) rows.push(row);
  rows.reverse();
  for (let row = nextRow(trace, block); row !== NONE; row = nextRow(trace, row)) rows.push(row);
  const birth = blocks.birth.get(rows[0]);
  const death = blocks.death.get(rows[rows.length - 1]);
  const last = (trace.events.length - 1) as EventIndex;
  const until = death === ALIVE ? last : death;
  return {
    rows,
    birth,
    death,
    lifetimeEvents: until - birth,
    lifetimeTicks: (trace.timeOf(until) - trace.timeOf(birth)) as Ticks,
  };
}

export function blockOwners(trace: Trace, block: BlockRow): BlockOwners {
  const { blocks } = trace;
  return {
    backing: blocks.backing.get(block),
    owner: blocks.owner.get(block),
    context: blocks.context.get(block),
    object: blocks.object.get(block),
  };
}
