import type { Hit } from '../replay/hits';
import type { CallId, EventIndex, FaultRow } from '../tables/indices';
import type { MapView } from './map-camera';
import { callTop, type TimelineScene } from './timeline';
import { bytesAtHeight, xOfEvent, type TimelineLane } from './timeline-layout';

/** What lies under a pixel of the timeline. `group` −1: above the stack. */
export type TimelinePick =
  | { readonly kind: 'instant'; readonly event: EventIndex; readonly group: number }
  | { readonly kind: 'call'; readonly call: CallId }
  | { readonly kind: 'mark'; readonly mark: number }
  | { readonly kind: 'fault'; readonly fault: FaultRow }
  | { readonly kind: 'hit'; readonly hit: Hit };

/** Ticks are thin: one is hit from this far. Device pixels per unit of ratio. */
const REACH = 4;

/** What the timeline shows at device pixel (x, y). */
export function pickTimeline(view: MapView, scene: TimelineScene, x: number, y: number): TimelinePick | undefined {
  const { trace, columns, lanes, layout } = scene;
  if (x < 0 || x >= view.width || columns.count === 0) return undefined;
  if (y < layout.plotHeight) return pickInstant(view, scene, x, y);
  const lane = layout.lanes.find(({ top, height }) => y >= top && y < top + height);
  if (lane === undefined) return undefined;
  if (lane.name === 'commands') return pickCall(view, scene, lane, x, y);
  const distance = (event: EventIndex): number => Math.abs(xOfEvent(columns, view.width, event + 0.5) - x);
  const reach = REACH * view.ratio;
  if (lane.name === 'marks') {
    const mark = nearest(lanes.marks, (row) => distance(trace.marks.event.get(row)), reach);
    return mark === undefined ? undefined : { kind: 'mark', mark };
  }
  if (lane.name === 'faults') {
    const fault = nearest(lanes.faults, (row) => distance(trace.faults.event.get(row)), reach);
    return fault === undefined ? undefined : { kind: 'fault', fault };
  }
  const hit = nearest(lanes.hits[lane.name], ({ event }) => distance(event), reach);
  return hit === undefined ? undefined : { kind: 'hit', hit };
}

function pickInstant(view: MapView, { columns, layout }: TimelineScene, x: number, y: number): TimelinePick {
  const column = Math.min(columns.count - 1, Math.floor((x * columns.count) / view.width));
  const event = columns.greatestEvent[column] as EventIndex;
  const bytes = bytesAtHeight(layout, layout.plotHeight - y);
  let sum = 0;
  for (let group = 0; group < columns.groups; group++) {
    sum += columns.bytes[column * columns.groups + group];
    if (sum >= bytes) return { kind: 'instant', event, group };
  }
  return { kind: 'instant', event, group: -1 };
}

function pickCall(
  view: MapView,
  { columns, lanes, layout }: TimelineScene,
  lane: TimelineLane,
  x: number,
  y: number,
): TimelinePick | undefined {
  // Later bars lie over earlier ones.
  for (let i = lanes.calls.length - 1; i >= 0; i--) {
    const { call, lane: callLane, from, to } = lanes.calls[i];
    const left = Math.floor(xOfEvent(columns, view.width, from));
    const right = Math.max(left + 1, Math.floor(xOfEvent(columns, view.width, to + 1)));
    const top = callTop(layout, lane, callLane);
    if (x >= left && x < right && y >= top && y < top + layout.callHeight) return { kind: 'call', call };
  }
  return undefined;
}

function nearest<Item>(items: readonly Item[], distance: (item: Item) => number, reach: number): Item | undefined {
  let best: Item | undefined;
  let bestDistance = reach;
  for (const item of items) {
    const here = distance(item);
    if (here <= bestDistance) {
      best = item;
      bestDistance = here;
    }
  }
  return best;
}
