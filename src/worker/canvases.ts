import type { EventIndex } from '../core/tables/indices';
import { FlameCanvas } from './flame-canvas';
import { onNextFrame } from './frames';
import { MapCanvas } from './map-canvas';
import type { CanvasName, Pick, ViewSettings } from './protocol';
import type { Study } from './study';
import { Surface } from './surface';
import { TimelineCanvas } from './timeline-canvas';
import type { TreeStudy } from './tree-study';

/** What is to be drawn: the open trace, and what the page wants to see of it. */
export interface Scene {
  readonly study: Study;
  readonly trees: TreeStudy;
  readonly settings: ViewSettings;
  readonly cursor: EventIndex;
  readonly isPlaying: boolean;
}

/** Least time between two flame graphs of one playback, in milliseconds: each sums up the whole tree. */
const FLAME_EVERY = 120;

/** The canvases that the page gave away: draws each before the next paint after something changed, and only then. */
export class Canvases {
  private timeline: TimelineCanvas | undefined;
  private map: MapCanvas | undefined;
  private flame: FlameCanvas | undefined;
  private scheduled = false;
  private flameAt = 0;
  private flameRunning = false;

  /** The cursor that timeline and map show. */
  painted = -1 as EventIndex;

  /** `settled`: called when the state of {@link isBusy} or {@link painted} may have changed. */
  constructor(
    private readonly scene: () => Scene | undefined,
    private readonly settled: () => void,
  ) {}

  get isBusy(): boolean {
    return this.scheduled || this.flameRunning || this.map?.isBusy === true;
  }

  attach(name: CanvasName, canvas: OffscreenCanvas): void {
    const surface = new Surface(canvas);
    if (name === 'timeline') this.timeline = new TimelineCanvas(surface);
    else if (name === 'map') this.map = this.mapOn(surface);
    else this.flame = new FlameCanvas(surface);
  }

  private mapOn(surface: Surface): MapCanvas {
    return new MapCanvas(surface, () => {
      this.invalidate();
    });
  }

  /** Lets go of everything that belongs to the trace shown so far. */
  forget(): void {
    this.timeline &&= new TimelineCanvas(this.timeline.surface);
    this.map &&= this.mapOn(this.map.surface);
    this.flame &&= new FlameCanvas(this.flame.surface);
  }

  get flameCanvas(): FlameCanvas | undefined {
    return this.flame;
  }

  get mapCanvas(): MapCanvas | undefined {
    return this.map;
  }

  get timelineCanvas(): TimelineCanvas | undefined {
    return this.timeline;
  }

  resize(name: CanvasName, width: number, height: number, ratio: number): void {
    this[name]?.surface.resize(width, height, ratio);
    this.invalidate();
  }

  /** Something changed: look at every canvas before the next paint. Each finds out itself whether it must draw. */
  invalidate(): void {
    if (this.scheduled) return;
    this.scheduled = true;
    onNextFrame((now) => {
      this.scheduled = false;
      const scene = this.scene();
      if (scene !== undefined) this.draw(scene, now);
      this.settled();
    });
  }

  private draw(scene: Scene, now: number): void {
    const { study, settings, cursor, isPlaying } = scene;
    if (this.timeline?.surface.isVisible === true) {
      this.timeline.draw(study, settings, isPlaying ? cursor : undefined);
    }
    if (this.map?.surface.isVisible === true) this.map.draw(study, settings, cursor);
    this.painted = cursor;
    if (this.flame?.surface.isVisible === true && !this.flameRunning) void this.drawFlame(this.flame, scene, now);
  }

  private async drawFlame(flame: FlameCanvas, scene: Scene, now: number): Promise<void> {
    const { study, trees, settings } = scene;
    if (settings.metric === 'live' && now - this.flameAt < FLAME_EVERY) {
      setTimeout(() => {
        this.invalidate();
      }, FLAME_EVERY);
      return;
    }
    this.flameRunning = true;
    this.flameAt = now;
    try {
      const tree = await trees.tree({ metric: settings.metric, at: scene.cursor, range: settings.range });
      const grouping = await study.grouping('module').ready();
      const matches = trees.matches(tree, settings.search);
      flame.draw({ trace: study.trace, tree, grouping, matches }, settings);
    } finally {
      this.flameRunning = false;
      const latest = this.scene();
      if (latest?.study === study && (latest.cursor !== scene.cursor || latest.settings !== settings))
        this.invalidate();
      this.settled();
    }
  }

  pick(name: CanvasName, x: number, y: number): Pick | undefined {
    return this[name]?.pick(x, y);
  }
}
