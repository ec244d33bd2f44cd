import type { EventRange } from '../core/analysis/event-range';
import type { Timeline } from '../core/analysis/timeline';
import { timelineLanes } from '../core/analysis/timeline-lanes';
import { coloursOfGroups } from '../core/raster/group-colours';
import type { MapView } from '../core/raster/map-camera';
import { paletteOf, type Palette } from '../core/raster/palette';
import { paintTimeline, type TimelineScene } from '../core/raster/timeline';
import { byteTicks, heightOfBytes, layoutTimeline, xOfEvent, type TimelineScale } from '../core/raster/timeline-layout';
import { pickTimeline } from '../core/raster/timeline-pick';
import type { CallId, EventIndex } from '../core/tables/indices';
import type { Hit } from '../core/replay/hits';
import type { Trace } from '../core/tables/trace';
import { MovingPlayhead } from './moving-playhead';
import type { Pick, TimelineView, ViewSettings } from './protocol';
import type { Study } from './study';
import type { Surface } from './surface';

/** What the timeline is of. */
interface About {
  readonly trace: Trace;
  readonly timeline: Timeline;
  readonly hits: readonly Hit[];
}

type Content = Omit<TimelineScene, 'groupColours' | 'palette'>;

/** The timeline on its canvas. The brush is the page's, and the playhead unless it plays. */
export class TimelineCanvas {
  private scene: TimelineScene | undefined;
  private drawnFor: unknown[] = [];
  /** What was worked out last: drawing and the axes ask for the same. */
  private content: { readonly inputs: readonly unknown[]; readonly value: Content } | undefined;

  private readonly playhead: MovingPlayhead;

  constructor(readonly surface: Surface) {
    this.playhead = new MovingPlayhead(surface);
  }

  /**
   * Draws what is worked out. `moving`: the event at which the playhead stands while it plays.
   */
  draw(study: Study, settings: ViewSettings, moving: EventIndex | undefined): void {
    const { surface } = this;
    const timeline = study.timelineToShow(settings.groupBy);
    if (timeline === undefined) return;
    const about = { trace: study.trace, timeline, hits: study.evidence };
    const content = this.contentFor(about, settings.timeline, settings.scale, surface);
    const palette = paletteOf(settings.theme);
    const inputs = [content, palette];
    if (inputs.some((input, index) => input !== this.drawnFor[index])) {
      this.drawnFor = inputs;
      this.paint(study, timeline, content, palette);
      this.playhead.keepGround();
    }
    const isInView = moving !== undefined && moving >= settings.timeline.from && moving <= settings.timeline.to;
    const x = isInView ? xOfEvent(content.columns, surface.width, moving + 0.5) : undefined;
    this.playhead.move(x, palette.envelope);
  }

  private paint(study: Study, timeline: Timeline, content: Content, palette: Palette): void {
    const { surface } = this;
    this.scene = { ...content, groupColours: coloursOfGroups(timeline.grouping, palette), palette };
    const labels = paintTimeline(surface, this.scene);
    surface.present();
    surface.useFont(9, 'sans');
    surface.context.fillStyle = palette.envelope;
    for (const label of labels) surface.writeWithin(commandName(study.trace, label.call), label);
  }

  private contentFor(about: About, range: EventRange, scale: TimelineScale, view: MapView): Content {
    const { trace, timeline, hits } = about;
    const inputs = [timeline, timeline.isWhole, hits, range.from, range.to, scale, view.width, view.height, view.ratio];
    if (this.content?.inputs.every((input, index) => input === inputs[index]) !== true) {
      const columns = timeline.columns(range, Math.max(1, view.width));
      const lanes = timelineLanes(trace, range, Math.max(1, view.width), hits);
      const layout = layoutTimeline(view, columns, lanes, scale);
      this.content = { inputs, value: { trace, columns, lanes, layout } };
    }
    return this.content.value;
  }

  /** How `range` is laid out at `height` device pixels. */
  view(
    study: Study,
    timeline: Timeline,
    shown: { readonly range: EventRange; readonly height: number; readonly scale: TimelineScale },
  ): TimelineView {
    const { width, ratio } = this.surface;
    const about = { trace: study.trace, timeline, hits: study.evidence };
    const { layout } = this.contentFor(about, shown.range, shown.scale, {
      width,
      ratio,
      height: shown.height,
    });
    const ticks = byteTicks(layout).map((bytes) => ({ bytes, y: layout.plotHeight - heightOfBytes(layout, bytes) }));
    return { byteTicks: ticks, plotHeight: layout.plotHeight, lanes: layout.lanes };
  }

  pick(x: number, y: number): Pick | undefined {
    return this.scene === undefined ? undefined : pickTimeline(this.surface, this.scene, x, y);
  }
}

function commandName(trace: Trace, call: CallId): string {
  return trace.strings.get(trace.commands.name.get(trace.calls.command.get(call)));
}
