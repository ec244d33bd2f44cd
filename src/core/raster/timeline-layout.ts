import type { TimelineColumns } from '../analysis/timeline-columns';
import type { TimelineLanes } from '../analysis/timeline-lanes';
import { EVIDENCE, type Evidence } from '../replay/hits';
import type { Bytes } from '../tables/indices';
import type { MapView } from './map-camera';

/** A strip below the plot. Device pixels. */
export interface TimelineLane {
  readonly name: 'commands' | 'marks' | 'faults' | Evidence;
  readonly top: number;
  readonly height: number;
}

/** How bytes become height. `log`: zero keeps its place, and below 4 KiB it is nearly linear. */
export type TimelineScale = 'linear' | 'log';

/** Where things stand on a timeline: the plot above, from the upper edge down, the lanes below it. */
export interface TimelineLayout {
  readonly scale: TimelineScale;
  /** Bytes at the upper edge of the plot; 0 B is at its lower edge. */
  readonly top: number;
  /** Device pixels. */
  readonly plotHeight: number;
  /** Height of the bars of one lane of calls, with the gap below. */
  readonly callHeight: number;
  /** Only those that have something to show. */
  readonly lanes: readonly TimelineLane[];
}

/** CSS pixels. */
const CALL_HEIGHT = 9;
const TICK_HEIGHT = 9;
const HIT_HEIGHT = 13;
const LANE_GAP = 3;
/** Calls nested deeper share the last lane. */
export const MOST_CALL_LANES = 4;
/** Bytes up to which the logarithmic scale is nearly linear. */
const LOG_UNIT = 4096;
/** From one labelled byte count of that scale to the next. */
const LOG_STEP = 16;
/** Room above the greatest total, as a part of the plot. */
const HEADROOM = 1.06;

export function layoutTimeline(
  view: MapView,
  columns: TimelineColumns,
  lanes: TimelineLanes,
  scale: TimelineScale,
): TimelineLayout {
  const callHeight = Math.round(CALL_HEIGHT * view.ratio);
  const tickHeight = Math.round(TICK_HEIGHT * view.ratio);
  const hitHeight = Math.round(HIT_HEIGHT * view.ratio);
  const heights: [TimelineLane['name'], number][] = [
    ['commands', lanes.calls.length === 0 ? 0 : Math.min(MOST_CALL_LANES, lanes.callLanes) * callHeight],
    ['marks', lanes.marks.length === 0 ? 0 : tickHeight],
    ['faults', lanes.faults.length === 0 ? 0 : tickHeight],
    ...EVIDENCE.map((kind): [TimelineLane['name'], number] => [kind, lanes.hits[kind].length === 0 ? 0 : hitHeight]),
  ];
  const gap = Math.round(LANE_GAP * view.ratio);
  const shown = heights.filter(([, height]) => height > 0);
  const plotHeight = Math.max(1, view.height - shown.reduce((sum, [, height]) => sum + gap + height, 0));
  let greatest = 1;
  for (let column = 0; column < columns.count; column++) greatest = Math.max(greatest, columns.greatest[column]);
  let top = plotHeight;
  return {
    scale,
    top: greatest * HEADROOM,
    plotHeight,
    callHeight,
    lanes: shown.map(([name, height]) => {
      const lane = { name, top: top + gap, height };
      top += gap + height;
      return lane;
    }),
  };
}

/** Height of `bytes` above the plot's lower edge, fractional device pixels. */
export function heightOfBytes(layout: TimelineLayout, bytes: number): number {
  const share =
    layout.scale === 'linear'
      ? bytes / layout.top
      : Math.log2(1 + bytes / LOG_UNIT) / Math.log2(1 + layout.top / LOG_UNIT);
  return share * layout.plotHeight;
}

/** The inverse of {@link heightOfBytes}. */
export function bytesAtHeight(layout: TimelineLayout, height: number): number {
  const share = height / layout.plotHeight;
  return layout.scale === 'linear'
    ? share * layout.top
    : (2 ** (share * Math.log2(1 + layout.top / LOG_UNIT)) - 1) * LOG_UNIT;
}

/** Bytes at which the axis has a line: powers of two, so that they read well in IEC units. */
export function byteTicks({ scale, top }: Pick<TimelineLayout, 'scale' | 'top'>): readonly Bytes[] {
  if (scale === 'log') {
    const steps = Math.floor(Math.log(top / LOG_UNIT) / Math.log(LOG_STEP));
    return Array.from({ length: Math.max(0, steps + 1) }, (_, at) => (LOG_UNIT * LOG_STEP ** at) as Bytes);
  }
  const step = 2 ** Math.max(0, Math.ceil(Math.log2(top / 4)));
  return Array.from({ length: Math.floor(top / step) }, (_, at) => ((at + 1) * step) as Bytes);
}

/** Left edge of an event on a timeline whose columns cover `width` device pixels; the next event's is its right edge. */
export function xOfEvent(columns: TimelineColumns, width: number, event: number): number {
  const from = columns.first[0];
  const events = Math.max(1, columns.first[columns.count] - from);
  return ((event - from) * width) / events;
}
