import { EventKind } from './events';
import { ALIVE, NONE, type BlockRow, type EventIndex } from './indices';
import type { Trace } from './trace';

/**
 * Gives all blocks their births and deaths, as the events and the silent ends tell them; a row that no event names goes
 * on where the one before it ended. The trace's other columns are there, and every id in them names a row.
 *
 * @returns false when what they tell cannot be: a block that begins or ends twice, or ends before it began
 */
export function restoreLives(trace: Trace): boolean {
  const { birth, death } = trace.blocks;
  for (let row = 1 as BlockRow; row < trace.blocks.length; row++) {
    birth.set(row, ALIVE as EventIndex);
    death.set(row, ALIVE as EventIndex);
  }
  return readEvents(trace) && readSilentEnds(trace) && continueRows(trace);
}

function readEvents(trace: Trace): boolean {
  const { events, blocks } = trace;
  for (let event = 0 as EventIndex; event < events.length; event++) {
    const kind = events.kind.get(event);
    const row = events.operand.get(event) as BlockRow;
    if (kind === EventKind.Allocate || kind === EventKind.ReallocateNothing) {
      if (!begin(trace, row, event)) return false;
    } else if (kind === EventKind.Free || kind === EventKind.ReallocateToNothing) {
      if (!end(trace, row, event)) return false;
    } else if (kind === EventKind.Reallocate) {
      const previous = blocks.previous.get(row);
      if (!begin(trace, row, event) || (previous !== NONE && !end(trace, previous, event))) return false;
    }
  }
  return true;
}

function readSilentEnds(trace: Trace): boolean {
  const { silentEnds } = trace;
  for (let i = 0; i < silentEnds.length; i++) {
    if (!end(trace, silentEnds.block.get(i), silentEnds.event.get(i))) return false;
  }
  return true;
}

function continueRows({ blocks }: Trace): boolean {
  const { birth, death, previous } = blocks;
  let latest = 0;
  for (let row = 1 as BlockRow; row < blocks.length; row++) {
    if (birth.get(row) === ALIVE) {
      const before = previous.get(row);
      if (before === NONE || death.get(before) === ALIVE) return false;
      birth.set(row, death.get(before));
    }
    if (birth.get(row) < latest || death.get(row) < birth.get(row)) return false;
    latest = birth.get(row);
  }
  return true;
}

function begin({ blocks }: Trace, row: BlockRow, event: EventIndex): boolean {
  if (row === NONE || blocks.birth.get(row) !== ALIVE) return false;
  blocks.birth.set(row, event);
  return true;
}

function end({ blocks }: Trace, row: BlockRow, event: EventIndex): boolean {
  if (row === NONE || blocks.death.get(row) !== ALIVE) return false;
  blocks.death.set(row, event);
  return true;
}
