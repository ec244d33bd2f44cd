import { FAULT_KINDS } from '../faults/kinds';
import type { Evidence, Hit } from '../replay/hits';
import { ALIVE, NONE, type CallId, type EventIndex, type FaultRow, type ThreadId } from '../tables/indices';
import type { Trace } from '../tables/trace';
import type { EventRange } from './event-range';

/** A call as a bar: both ends as events, cut to the range. */
export interface CallBar {
  readonly call: CallId;
  /** Lane from the top: threads in order of their first call, calls within calls one below the other. */
  readonly lane: number;
  readonly from: EventIndex;
  readonly to: EventIndex;
}

/** What happened beside allocations in a range of events. */
export interface TimelineLanes {
  readonly calls: readonly CallBar[];
  readonly callLanes: number;
  /** Rows of `marks` and of `faults`; of those not what guards met, which is among the hits. */
  readonly marks: readonly number[];
  readonly faults: readonly FaultRow[];
  readonly hits: Readonly<Record<Evidence, readonly Hit[]>>;
}

/**
 * The lanes below the timeline over `range`, drawn `columns` wide: of what falls into one column of a lane only the
 * first is given, so the answer's size follows the screen.
 * @param hits evidence of guards in order of event
 */
export function timelineLanes(trace: Trace, range: EventRange, columns: number, hits: readonly Hit[]): TimelineLanes {
  const columnOf = (event: number): number =>
    Math.floor(((event - range.from) * columns) / (range.to - range.from + 1));
  const lanes = callLanes(trace);
  const calls: CallBar[] = [];
  const lastColumn = new Float64Array(lanes.count).fill(-1);
  for (let id = 1; id < trace.calls.length; id++) {
    const call = id as CallId;
    const begin = trace.calls.begin.get(call);
    const end = trace.calls.end.get(call);
    if (begin > range.to) continue;
    const last = end === ALIVE ? range.to : Math.min(range.to, Math.max(begin, end - 1));
    if (last < range.from) continue;
    const from = Math.max(begin, range.from) as EventIndex;
    const lane = lanes.laneOf[call];
    if (columnOf(last) === lastColumn[lane]) continue;
    lastColumn[lane] = columnOf(last);
    calls.push({ call, lane, from, to: last as EventIndex });
  }
  return {
    calls,
    callLanes: lanes.count,
    marks: firstPerColumn(rowsIn(trace.marks, range), eventOf(trace.marks), columnOf),
    faults: firstPerColumn(faultsIn(trace, range), eventOf(trace.faults), columnOf),
    hits: {
      recorded: firstHits(hits, 'recorded', range, columnOf),
      checked: firstHits(hits, 'checked', range, columnOf),
      predicted: firstHits(hits, 'predicted', range, columnOf),
    },
  };
}

function firstHits(
  hits: readonly Hit[],
  kind: Evidence,
  { from, to }: EventRange,
  columnOf: (event: number) => number,
): Hit[] {
  const shown = hits.filter(({ evidence, event }) => evidence === kind && event >= from && event <= to);
  return firstPerColumn(shown, ({ event }) => event, columnOf);
}

function faultsIn(trace: Trace, range: EventRange): FaultRow[] {
  return (rowsIn(trace.faults, range) as FaultRow[]).filter((row) => {
    const kind = FAULT_KINDS[trace.faults.kind.get(row)];
    return kind !== 'guard' && kind !== 'redzone';
  });
}

interface CallLanes {
  readonly laneOf: Uint32Array;
  readonly count: number;
}

function callLanes(trace: Trace): CallLanes {
  const { calls } = trace;
  const depths = new Uint32Array(Math.max(1, calls.length));
  /** Lanes that each thread needs, threads in order of their first call. */
  const needed = new Map<ThreadId, number>();
  for (let id = 1; id < calls.length; id++) {
    const call = id as CallId;
    const parent = calls.parent.get(call);
    depths[id] = parent === NONE ? 0 : depths[parent] + 1;
    needed.set(calls.thread.get(call), Math.max(needed.get(calls.thread.get(call)) ?? 0, depths[id] + 1));
  }
  const firstLane = new Map<ThreadId, number>();
  let count = 0;
  for (const [thread, lanes] of needed) {
    firstLane.set(thread, count);
    count += lanes;
  }
  const laneOf = depths.map((depth, id) => depth + (firstLane.get(calls.thread.get(id as CallId)) ?? 0));
  return { laneOf, count };
}

interface EventRows {
  readonly length: number;
  readonly event: { get(row: number): EventIndex };
}

function eventOf({ event }: EventRows): (row: number) => number {
  return (row) => event.get(row);
}

/** Rows (from 1) of a table in event order whose event lies in the range. */
function rowsIn(table: EventRows, range: EventRange): number[] {
  const rows: number[] = [];
  for (let row = firstRowAt(table, range.from); row < table.length && table.event.get(row) <= range.to; row++) {
    rows.push(row);
  }
  return rows;
}

/** The first of each column, of items in order of event. */
function firstPerColumn<Item>(
  items: readonly Item[],
  event: (item: Item) => number,
  columnOf: (event: number) => number,
): Item[] {
  let lastColumn = -1;
  return items.filter((item) => {
    const column = columnOf(event(item));
    const isFirst = column !== lastColumn;
    lastColumn = column;
    return isFirst;
  });
}

function firstRowAt(table: EventRows, event: EventIndex): number {
  let low = 1;
  let high = Math.max(1, table.length);
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (table.event.get(middle) < event) low = middle + 1;
    else high = middle;
  }
  return low;
}
