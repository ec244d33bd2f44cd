import type { TimelineColumns } from '../analysis/timeline-columns';
import type { TimelineLanes } from '../analysis/timeline-lanes';
import type { CallId, EventIndex } from '../tables/indices';
import type { Trace } from '../tables/trace';
import type { Rectangle } from './map-outline';
import { paintHitMark } from './hit-marks';
import { mixColours, packColour, type Palette } from './palette';
import { fillRectangle, type Picture } from './picture';
import { heightOfBytes, MOST_CALL_LANES, xOfEvent, type TimelineLane, type TimelineLayout } from './timeline-layout';

/** Of a tick, which stands at the middle of its event. CSS pixels. */
const TICK_WIDTH = 2;
/** A bar at least so wide has room for its name. CSS pixels. */
const LEAST_LABEL_WIDTH = 40;

/** Room to write the name of a call on its bar. */
export interface CallLabel extends Rectangle {
  readonly call: CallId;
}

export interface TimelineScene {
  readonly trace: Trace;
  /** As many columns as the picture has pixels across. */
  readonly columns: TimelineColumns;
  readonly lanes: TimelineLanes;
  readonly layout: TimelineLayout;
  /** CSS colours of the groups, in their order: the first group is at the bottom. */
  readonly groupColours: readonly string[];
  readonly palette: Palette;
}

/**
 * Live bytes over events. Each column of pixels stacks the groups as they were at the column's greatest total; what
 * lies above the column's least total is drawn fainter, so that churn within a pixel shows. Lanes of calls, marks and
 * faults follow below, and one for each kind of evidence of guards. Returns where names of calls fit.
 */
export function paintTimeline(picture: Picture, scene: TimelineScene): CallLabel[] {
  const { trace, columns, lanes, layout, palette } = scene;
  picture.pixels.fill(packColour(palette.background));
  picture.ids.fill(0);
  paintStacks(picture, scene);
  paintEnvelope(picture, scene);
  let labels: CallLabel[] = [];
  for (const lane of layout.lanes) {
    switch (lane.name) {
      case 'commands':
        labels = paintCalls(picture, scene, lane);
        break;
      case 'marks':
        paintTicks(
          picture,
          columns,
          lane,
          lanes.marks.map((row) => trace.marks.event.get(row)),
          palette.mark,
        );
        break;
      case 'faults':
        paintTicks(
          picture,
          columns,
          lane,
          lanes.faults.map((row) => trace.faults.event.get(row)),
          palette.fault,
        );
        break;
      default:
        for (const { event, evidence } of lanes.hits[lane.name]) {
          const x = xOfEvent(columns, picture.width, event + 0.5);
          paintHitMark(picture, x, lane.top + lane.height / 2, evidence, palette);
        }
    }
  }
  return labels;
}

function paintStacks(picture: Picture, { columns, layout, groupColours, palette }: TimelineScene): void {
  const { width, pixels } = picture;
  const background = packColour(palette.background);
  const colours = Uint32Array.from(groupColours, packColour);
  const faint = colours.map((colour) => mixColours(background, colour, 0.62));
  for (let x = 0; x < Math.min(width, columns.count); x++) {
    const steadyTop = layout.plotHeight - Math.round(heightOfBytes(layout, columns.least[x]));
    let bytes = 0;
    let y = layout.plotHeight;
    for (let group = 0; group < columns.groups; group++) {
      bytes += columns.bytes[x * columns.groups + group];
      const top = layout.plotHeight - Math.round(heightOfBytes(layout, bytes));
      for (; y > top; y--) pixels[(y - 1) * width + x] = y > steadyTop ? colours[group] : faint[group];
    }
  }
}

/** A line along the greatest totals; where they jump, it goes up or down between the columns. */
function paintEnvelope(picture: Picture, { columns, layout, palette }: TimelineScene): void {
  const { width, pixels } = picture;
  const colour = packColour(palette.envelope);
  const line = Math.round(picture.ratio);
  let previous = -1;
  for (let x = 0; x < Math.min(width, columns.count); x++) {
    const y = layout.plotHeight - Math.round(heightOfBytes(layout, columns.greatest[x]));
    const top = Math.max(0, Math.min(y - line, previous < 0 ? y - line : previous));
    const bottom = Math.min(layout.plotHeight, Math.max(y, previous < 0 ? y : previous));
    for (let row = top; row < bottom; row++) pixels[row * width + x] = mixColours(pixels[row * width + x], colour, 0.7);
    previous = y;
  }
}

/** Top of a call's bar. */
export function callTop(layout: TimelineLayout, lane: TimelineLane, callLane: number): number {
  return lane.top + Math.min(callLane, MOST_CALL_LANES - 1) * layout.callHeight;
}

function paintCalls(picture: Picture, scene: TimelineScene, lane: TimelineLane): CallLabel[] {
  const { columns, lanes, layout, palette } = scene;
  const background = packColour(palette.background);
  const colour = packColour(palette.call);
  const line = Math.round(picture.ratio);
  const leastWidth = LEAST_LABEL_WIDTH * picture.ratio;
  let labels: CallLabel[] = [];
  for (const { call, lane: callLane, from, to } of lanes.calls) {
    const x = Math.floor(xOfEvent(columns, picture.width, from));
    const right = Math.max(x + 1, Math.floor(xOfEvent(columns, picture.width, to + 1)));
    const y = callTop(layout, lane, callLane);
    const height = layout.callHeight - line;
    fillRectangle(picture, x, y, right - x, height, mixColours(background, colour, 0.5));
    // Where there is room, each bar begins with a stronger line: neighbours stay apart.
    if (right - x >= 3 * line) fillRectangle(picture, x, y, line, height, colour);
    if (callLane >= MOST_CALL_LANES - 1) {
      labels = labels.map((label) => uncovered(label, x, y, right)).filter(({ width }) => width >= leastWidth);
    }
    if (right - x >= leastWidth) labels.push({ call, x, y, width: right - x, height });
  }
  return labels;
}

/** What room a later bar from `x` to `right` in the lane at `y` leaves to a name: before it or after it. */
function uncovered(label: CallLabel, x: number, y: number, right: number): CallLabel {
  const end = label.x + label.width;
  if (label.y !== y || x >= end || right <= label.x) return label;
  return x - label.x >= end - right ? { ...label, width: x - label.x } : { ...label, x: right, width: end - right };
}

function paintTicks(
  picture: Picture,
  columns: TimelineColumns,
  lane: TimelineLane,
  events: readonly EventIndex[],
  colour: string,
): void {
  const width = Math.round(TICK_WIDTH * picture.ratio);
  for (const event of events) {
    const x = Math.floor(xOfEvent(columns, picture.width, event + 0.5) - width / 2);
    fillRectangle(picture, x, lane.top, width, lane.height, packColour(colour));
  }
}
