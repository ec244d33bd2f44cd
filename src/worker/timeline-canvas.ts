import type { EventRange } from '../core/analysis/event-range';
import type { Timeline } from '../core/analysis/timeline';
import { timelineLanes } from '../core/analysis/timeline-lanes';
import { coloursOfGroups } from '../core/raster/group-colours';
import type { MapView } from '../core/raster/map-camera';
import { paletteOf } from '../core/raster/palette';
import { paintTimeline, type TimelineScene } from '../core/raster/timeline';
import { layoutTimeline } from '../core/raster/timeline-layout';
import { pickTimeline } from '../core/raster/timeline-pick';
import type { Bytes, CallId } from '../core/tables/indices';
import type { Trace } from '../core/tables/trace';
import type { Pick, TimelineView, ViewSettings } from './protocol';
import type { Study } from './study';
import type { Surface } from './surface';

type Content = Omit<TimelineScene, 'groupColours' | 'palette'>;

/** The timeline on its canvas. Playhead and brush are the page's: they move without a new picture. */
export class TimelineCanvas {
  private scene: TimelineScene | undefined;
  private drawnFor: unknown[] = [];
  /** What was worked out last: drawing and the axes ask for the same. */
  private content: { readonly inputs: readonly unknown[]; readonly value: Content } | undefined;

  constructor(readonly surface: Surface) {}

  /** Draws what is worked out; without the timeline of the grouping in force, nothing. */
  draw(study: Study, settings: ViewSettings): void {
    const { surface } = this;
    const timeline = study.timeline(settings.groupBy).value;
    if (timeline === undefined) return;
    const content = this.contentFor(study.trace, timeline, settings.timeline, surface);
    const inputs = [content, settings.theme];
    if (inputs.every((input, index) => input === this.drawnFor[index])) return;
    this.drawnFor = inputs;

    const palette = paletteOf(settings.theme);
    this.scene = { ...content, groupColours: coloursOfGroups(timeline.grouping, palette), palette };
    const labels = paintTimeline(surface, this.scene);
    surface.present();
    surface.useFont(9, 'sans');
    surface.context.fillStyle = palette.envelope;
    for (const label of labels) surface.writeWithin(commandName(study.trace, label.call), label);
  }

  private contentFor(trace: Trace, timeline: Timeline, range: EventRange, view: MapView): Content {
    const inputs = [timeline, range.from, range.to, view.width, view.height, view.ratio];
    if (this.content?.inputs.every((input, index) => input === inputs[index]) !== true) {
      const columns = timeline.columns(range, Math.max(1, view.width));
      const lanes = timelineLanes(trace, range, Math.max(1, view.width));
      const layout = layoutTimeline(view, columns, lanes, 'linear');
      this.content = { inputs, value: { trace, columns, lanes, layout } };
    }
    return this.content.value;
  }

  /** How `range` is laid out at `height` device pixels. */
  view(trace: Trace, timeline: Timeline, range: EventRange, height: number): TimelineView {
    const { width, ratio } = this.surface;
    const { layout } = this.contentFor(trace, timeline, range, { width, height, ratio });
    return { top: layout.top as Bytes, plotHeight: layout.plotHeight, lanes: layout.lanes };
  }

  pick(x: number, y: number): Pick | undefined {
    return this.scene === undefined ? undefined : pickTimeline(this.surface, this.scene, x, y);
  }
}

function commandName(trace: Trace, call: CallId): string {
  return trace.strings.get(trace.commands.name.get(trace.calls.command.get(call)));
}
