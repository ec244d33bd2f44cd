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
  /** Rows of `marks` and of `faults`. */
  readonly marks: readonly number[];
  readonly faults: readonly FaultRow[];
}

/**
 * The lanes below the timeline over `range`, drawn `columns` wide: of what falls into one column of a lane only the
 * first is given, so the answer's size follows the screen.
 */
export function timelineLanes(trace: Trace, range: EventRange, columns: number): TimelineLanes {
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
    marks: firstPerColumn(trace.marks, range, columnOf),
    faults: firstPerColumn(trace.faults, range, columnOf) as FaultRow[],
  };
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

/** Rows (from 1) of a table in event order whose event lies in the range, the first of each column. */
function firstPerColumn(table: EventRows, range: EventRange, columnOf: (event: number) => number): number[] {
  const rows: number[] = [];
  let lastColumn = -1;
  for (let row = firstRowAt(table, range.from); row < table.length && table.event.get(row) <= range.to; row++) {
    const column = columnOf(table.event.get(row));
    if (column !== lastColumn) rows.push(row);
    lastColumn = column;
  }
  return rows;
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
