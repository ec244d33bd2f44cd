import { success, type Result } from '../base/result';
import { TraceBuilder } from '../core/pairing/trace-builder';
import type { EventIndex } from '../core/tables/indices';
import type { TraceHandle } from '../core/tables/trace';
import type { TraceMeta } from '../core/tables/trace-meta';
import { encodeTrace } from '../formats/heapglass-binary-writer';
import { Canvases, type Scene } from './canvases';
import { loadLateCode } from './late-code';
import { Later } from './later';
import { Opening } from './opening';
import { Pace } from './pace';
import { Playback } from './playback';
import type {
  CameraMove, CanvasName, EngineApi, EventRange, EventsPerSecond, MapCamera, OpenedTrace, OpenError, Pick, TimelineScale, TimelineView,
  TraceSource, ViewSettings,
} from './protocol'; // prettier-ignore
import { PublishedStats } from './published-stats';
import { Questions, type Open } from './questions';
import { Study } from './study';
import { TreeStudy } from './tree-study';
import type { Unpack } from './unpacked-source';
import { Superseded, Workload } from './workload';

const NOWHERE = -1 as EventIndex;
/** Traces longer than this are not encoded: they pass what a link can carry many times over. */
const MOST_EVENTS_ENCODED = 1 << 20;

/** The engine behind the page: reads traces, replays them, draws the canvases and answers questions. */
export class Engine extends Questions implements EngineApi {
  private readonly stats = new PublishedStats();
  private readonly pace = new Pace();
  private readonly canvases = new Canvases(
    () => this.scene(),
    () => {
      this.publishBusy();
    },
  );
  private readonly playback = new Playback(() => {
    this.publishCursor();
    this.canvases.invalidate();
    this.publishBusy();
  });
  /** Stands for a trace while none is open. */
  private readonly nothing = new TraceBuilder();
  private opening: Opening | undefined;
  protected current: Open | undefined;
  private settings: ViewSettings | undefined;

  /** @param unpack how the bytes of a source are unpacked */
  constructor(private readonly unpack: Unpack) {
    super();
  }

  dispose(): void {
    this.current?.workload.stop();
    this.opening?.cancel();
    this.pace.dispose();
  }

  async open(source: TraceSource): Promise<Result<OpenedTrace, OpenError>> {
    this.current?.workload.stop();
    this.opening?.cancel();
    this.current = undefined;
    this.canvases.forget();
    this.playback.pause();
    this.playback.seek(NOWHERE);
    const opening = new Opening(source, this.unpack, this.pace, () => {
      this.publishProgress(opening);
    });
    this.opening = opening;
    this.stats.opening();
    const read = await opening.run();
    if (this.opening !== opening) return { ok: false, failure: { kind: 'cancelled' } };
    this.opening = undefined;
    if (!read.ok) {
      this.stats.failed();
      return read;
    }
    const { meta } = read.value;
    const workload = new Workload(this.pace, () => {
      this.canvases.invalidate();
      this.publishBusy();
    });
    const study = new Study(read.value, workload, {
      rowsCame: () => {
        this.stats.tablesGrew();
      },
      replayed: (events) => {
        this.stats.replayed(events);
      },
    });
    const trees = new TreeStudy(study, workload);
    const crossings = new Later(async () => {
      await study.whole();
      const { InterceptionStudy } = await import('./interception-study');
      return new InterceptionStudy(study, workload);
    });
    this.current = { study, trees, crossings, workload };
    this.stats.read(meta.totals, opening.bytesRead);
    void this.workOut(this.current);
    return success({ meta, fileBytes: opening.bytesRead });
  }

  /** See `late-code.ts`. */
  loadLateCode(): Promise<void> {
    return loadLateCode();
  }

  /** Works out in the background what the first screen shows, the most wanted first. */
  private async workOut({ study }: Open): Promise<void> {
    try {
      await study.timeline('domain').ready();
      this.stats.analysed();
      this.canvases.invalidate();
      await study.whole();
      this.stats.tablesChanged();
      this.publishCursor();
      await study.timeline(this.settings?.groupBy ?? 'domain').ready();
      this.canvases.invalidate();
      await study.live.ready();
      await study.recordedSpace.ready();
      await study.findings.ready();
      await study.callTree.ready();
      await this.place(study);
    } catch (error) {
      if (!(error instanceof Superseded)) throw error;
    }
  }

  /** Places every block of the simulated heap, then has the page look again. */
  private async place(study: Study): Promise<void> {
    await study.simulation.space.ready();
    await study.simulation.evidence.ready();
    this.stats.answersChanged();
    this.stats.tablesChanged(); // the placement column is there now
  }

  cancel(): void {
    this.opening?.cancel();
  }

  share(): { readonly trace: TraceHandle; readonly meta: TraceMeta } {
    const { trace, meta } = this.current?.study ?? this.opening ?? { trace: this.nothing.trace, meta: undefined };
    return { trace: trace.share(), meta: meta ?? this.nothing.meta() };
  }

  liveStats(): ArrayBufferLike {
    return this.stats.buffer;
  }

  encode(): Promise<Uint8Array<ArrayBuffer> | undefined> {
    return this.ask(undefined, async ({ study }) => {
      const { trace, meta } = study;
      if (meta.totals.events > MOST_EVENTS_ENCODED) return undefined;
      await study.whole();
      return encodeTrace(trace, meta).slice();
    });
  }

  private publishProgress(opening: Opening): void {
    const { meta } = opening;
    if (this.opening !== opening || meta === undefined) return;
    this.stats.progressed(meta.totals, opening.bytesRead, opening.bytesTotal);
  }

  private publishCursor(): void {
    const { cursor, playing } = this.playback;
    const timeline = this.current?.study.timeline('domain').value;
    const composition = timeline?.isWhole === true ? timeline.compositionAt(cursor) : undefined;
    const liveBytes = composition?.reduce((sum, bytes) => sum + bytes, 0);
    this.stats.cursorMoved(cursor, playing, liveBytes);
  }

  private publishBusy(): void {
    const isBusy =
      this.opening !== undefined ||
      this.playback.playing ||
      this.canvases.isBusy ||
      this.current?.workload.isBusy === true;
    this.stats.busy(isBusy, this.canvases.painted);
  }

  play(rate: EventsPerSecond, until: EventIndex): void {
    this.playback.play(rate, until);
  }

  pause(): void {
    this.playback.pause();
  }

  seek(to: EventIndex): void {
    this.playback.seek(to);
  }

  attachCanvas(name: CanvasName, canvas: OffscreenCanvas): void {
    this.canvases.attach(name, canvas);
  }

  resizeCanvas(name: CanvasName, width: number, height: number, ratio: number): void {
    this.canvases.resize(name, width, height, ratio);
  }

  show(settings: ViewSettings): void {
    this.settings = settings;
    const { study } = this.current ?? {};
    // What these settings need may not be worked out yet; the canvases draw when it is.
    if (study !== undefined) {
      this.demand(study.timeline(settings.groupBy).ready());
      const { engine, layers } = study.simulation;
      if (settings.engine !== engine || settings.layers !== layers) {
        study.simulateWith(settings.engine, settings.layers);
        // What the replay until now had met is no longer so.
        this.stats.answersChanged();
        this.demand(this.place(study));
      }
      const { colourBy } = settings;
      if (colourBy !== 'age' && colourBy !== 'size' && colourBy !== 'state' && colourBy !== 'pages')
        this.demand(study.grouping(colourBy).ready());
    }
    this.canvases.invalidate();
  }

  private demand(work: Promise<unknown>): void {
    work.then(
      () => {
        this.canvases.invalidate();
      },
      (error: unknown) => {
        if (!(error instanceof Superseded)) throw error;
      },
    );
  }

  private scene(): Scene | undefined {
    const { settings, current } = this;
    return settings === undefined || current === undefined
      ? undefined
      : { ...current, settings, cursor: this.playback.cursor, isPlaying: this.playback.playing };
  }

  pick(name: CanvasName, x: number, y: number): Promise<Pick | undefined> {
    return Promise.resolve(this.canvases.pick(name, x, y));
  }

  moveCamera(from: MapCamera | undefined, move: CameraMove): Promise<MapCamera | undefined> {
    return Promise.resolve(this.canvases.mapCanvas?.move(from, move));
  }

  scrollFlame(from: number, by: number): Promise<number> {
    return Promise.resolve(this.canvases.flameCanvas?.scroll(from, by) ?? from);
  }

  timelineView(range: EventRange, height: number, scale: TimelineScale): Promise<TimelineView> {
    const nothing: TimelineView = { byteTicks: [], plotHeight: height, lanes: [] };
    return this.ask(nothing, async ({ study }) => {
      const total = await study.timeline('domain').ready();
      const timeline = study.timelineToShow(this.settings?.groupBy ?? 'domain') ?? total;
      return this.canvases.timelineCanvas?.view(study, timeline, { range, height, scale }) ?? nothing;
    });
  }
}
