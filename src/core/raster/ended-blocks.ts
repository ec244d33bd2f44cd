import { EventKind } from '../tables/events';
import { NONE, type BlockRow, type EventIndex } from '../tables/indices';
import type { Trace } from '../tables/trace';

/** Rows that one of the last `recent` events up to `cursor` ended, ascending: what "just freed" means on the map. */
export function rowsEndedWithin(trace: Trace, cursor: EventIndex, recent: number): Uint32Array {
  const first = Math.max(0, cursor - recent + 1);
  const rows: number[] = [];
  for (let event = first; event <= cursor; event++) {
    const row = rowEndedBy(trace, event as EventIndex);
    if (row !== NONE) rows.push(row);
  }
  const { silentEnds } = trace;
  for (let end = silentEnds.length - 1; end >= 0 && silentEnds.event.get(end) >= first; end--) {
    if (silentEnds.event.get(end) <= cursor) rows.push(silentEnds.block.get(end));
  }
  return Uint32Array.from(rows).sort();
}

function rowEndedBy(trace: Trace, event: EventIndex): BlockRow {
  const operand = trace.events.operand.get(event) as BlockRow;
  switch (trace.events.kind.get(event)) {
    case EventKind.Free:
    case EventKind.ReallocateToNothing:
      return operand;
    case EventKind.Reallocate:
      return trace.blocks.previous.get(operand);
    default:
      return NONE as BlockRow;
  }
}
