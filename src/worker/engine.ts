import { success, type Result } from '../base/result';
import { accountsOf } from '../core/analysis/accounts';
import { EventSearch } from '../core/analysis/filter-events';
import type { RuleId } from '../core/faults/rule';
import { TraceBuilder } from '../core/pairing/trace-builder';
import { layersFrom } from '../core/tables/layer-choice';
import { LiveStats } from '../core/tables/live-stats';
import type { BlockRow, Bytes, EventIndex, ModuleId } from '../core/tables/indices';
import type { TraceHandle } from '../core/tables/trace';
import type { TraceMeta } from '../core/tables/trace-meta';
import { encodeTrace } from '../formats/heapglass-binary-writer';
import { Canvases, type Scene } from './canvases';
import { Later } from './later';
import { aroundLegend, blocksLegend, groupLegend, marksLegend } from './legend';
import type { InterceptionStudy } from './interception-study';
import { Opening } from './opening';
import { Pace } from './pace';
import { Playback } from './playback';
import type {
  AccountRow, BudgetAnswer, CameraMove, CanvasName, ColourBy, Coverage, CrossingSitesAnswer, EngineApi, EventFilter, EventRange,
  EventsPerSecond, Finding, Group, GuardAnswer, GroupBy, HeapChoice, HeapFigures, Interception, InterceptionChoice, MapCamera, MapLegend, NamedSpan,
  OpenedTrace,
  OpenError, OwnersPage, OwnersSummary, Pick, RulePage, RuleView, TimelineScale, TimelineView, TraceSource, TreePage, TreeRow, TreeView,
  ViewSettings,
} from './protocol'; // prettier-ignore
import { PORTION, Study } from './study';
import { TreeStudy } from './tree-study';
import type { Unpack } from './unpacked-source';
import { Superseded, Workload } from './workload';

const NOWHERE = -1 as EventIndex;
const PHASE = { empty: 0, reading: 1, read: 2, failed: 3 } as const;
/** Least time between two rounds of new table handles while a trace is read, in milliseconds. */
const GENERATION_EVERY = 250;

/** Traces longer than this are not encoded: they pass what a link can carry many times over. */
const MOST_EVENTS_ENCODED = 1 << 20;

/** A trace that was read, with everything worked out about it. */
interface Open {
  readonly study: Study;
  readonly trees: TreeStudy;
  readonly crossings: Later<InterceptionStudy>;
  readonly workload: Workload;
}

/** The engine behind the page: reads traces, replays them, draws the canvases and answers questions. */
export class Engine implements EngineApi {
  private readonly stats = new LiveStats();
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
  private current: Open | undefined;
  private settings: ViewSettings | undefined;
  private generation = 0;
  private generationAt = 0;
  private answers = 0;

  /** @param unpack how the bytes of a source are unpacked */
  constructor(private readonly unpack: Unpack) {}

  dispose(): void {
    this.current?.workload.stop();
    this.opening?.cancel();
    this.pace.dispose();
  }

  // ---- Opening -----------------------------------------------------------------------------------------------------

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
    this.stats.publish({ phase: PHASE.reading, bytesRead: 0, bytesTotal: 0, events: 0, liveBytes: 0, peakBytes: 0, analysed: 0, replayedEvents: 0, busy: 1 }); // prettier-ignore
    const read = await opening.run();
    if (this.opening !== opening) return { ok: false, failure: { kind: 'cancelled' } };
    this.opening = undefined;
    if (!read.ok) {
      this.stats.publish({ phase: PHASE.failed, busy: 0 });
      return read;
    }
    const { meta } = read.value;
    const workload = new Workload(this.pace, () => {
      this.canvases.invalidate();
      this.publishBusy();
    });
    const study = new Study(read.value, workload, (replayedEvents) => {
      this.stats.publish({ replayedEvents });
    });
    const trees = new TreeStudy(study, workload);
    const crossings = new Later(async () => {
      const { InterceptionStudy } = await import('./interception-study');
      return new InterceptionStudy(study, workload);
    });
    this.current = { study, trees, crossings, workload };
    this.publishTotals(meta, opening.bytesRead);
    void this.workOut(this.current);
    return success({ meta, fileBytes: opening.bytesRead });
  }

  /** Works out in the background what the first screen shows, the most wanted first. */
  private async workOut({ study }: Open): Promise<void> {
    try {
      await study.timeline('domain').ready();
      this.stats.publish({ analysed: 1 });
      this.publishCursor();
      await study.timeline(this.settings?.groupBy ?? 'domain').ready();
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
    this.answers++;
    this.generation++; // the placement column is there now
    this.stats.publish({ answers: this.answers, generation: this.generation });
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
    return this.ask(undefined, ({ study: { trace, meta } }) =>
      Promise.resolve(trace.events.length > MOST_EVENTS_ENCODED ? undefined : encodeTrace(trace, meta).slice()),
    );
  }

  private publishProgress(opening: Opening): void {
    const now = performance.now();
    const { meta } = opening;
    if (this.opening !== opening || meta === undefined) return;
    if (now - this.generationAt > GENERATION_EVERY) {
      this.generationAt = now;
      this.generation++;
    }
    const { events, liveBytes, peakBytes } = meta.totals;
    const { bytesRead, bytesTotal } = opening;
    this.stats.publish({ bytesRead, bytesTotal, events, liveBytes, peakBytes, generation: this.generation });
  }

  private publishTotals({ totals }: TraceMeta, bytesRead: number): void {
    this.generation++;
    this.answers++;
    const { events, liveBytes, peakBytes } = totals;
    this.stats.publish({
      ...{ phase: PHASE.read, bytesRead, bytesTotal: bytesRead, events, liveBytes, peakBytes },
      ...{ generation: this.generation, answers: this.answers },
    });
  }

  private publishCursor(): void {
    const { cursor, playing } = this.playback;
    const timeline = this.current?.study.timeline('domain').value;
    const liveBytes = timeline?.compositionAt(cursor).reduce((sum, bytes) => sum + bytes, 0);
    this.stats.publish({ cursor, playing: playing ? 1 : 0, ...(liveBytes !== undefined && { liveBytes }) });
  }

  private publishBusy(): void {
    const isBusy =
      this.opening !== undefined ||
      this.playback.playing ||
      this.canvases.isBusy ||
      this.current?.workload.isBusy === true;
    this.stats.publish({ busy: isBusy ? 1 : 0, painted: this.canvases.painted });
  }

  // ---- Playback and canvases ---------------------------------------------------------------------------------------

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
        this.stats.publish({ answers: ++this.answers });
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
      const timeline = await study.timeline(this.settings?.groupBy ?? 'domain').ready();
      return this.canvases.timelineCanvas?.view(study, timeline, { range, height, scale }) ?? nothing;
    });
  }

  // ---- Questions ---------------------------------------------------------------------------------------------------

  /** Answers from the open trace; with `nothing` when none is open, or no longer. */
  private async ask<Answer>(nothing: Answer, answer: (open: Open) => Promise<Answer>): Promise<Answer> {
    if (this.current === undefined) return nothing;
    try {
      return await answer(this.current);
    } catch (error) {
      if (error instanceof Superseded) return nothing;
      throw error;
    }
  }

  findings(): Promise<readonly Finding[]> {
    return this.ask<readonly Finding[]>([], ({ study }) => study.findings.ready());
  }

  legend(by: ColourBy, heap: HeapChoice, layers: string): Promise<MapLegend> {
    return this.ask<MapLegend>({ blocks: [], around: [], marks: [] }, async ({ study }) => ({
      blocks: await blocksLegend(study, by),
      around: heap === 'simulated' && by !== 'pages' ? aroundLegend(layersFrom(layers)) : [],
      marks: marksLegend(study.evidence, heap),
    }));
  }

  composition(by: GroupBy, event: EventIndex): Promise<readonly Group[]> {
    return this.ask<readonly Group[]>([], async ({ study }) => {
      const timeline = await study.timeline(by).ready();
      return groupLegend(timeline.grouping, timeline.compositionAt(event));
    });
  }

  accounts(
    at: EventIndex,
  ): Promise<{ readonly domains: readonly AccountRow[]; readonly scopes: readonly AccountRow[] }> {
    return this.ask({ domains: [] as readonly AccountRow[], scopes: [] as readonly AccountRow[] }, async ({ study }) =>
      accountsOf(study.trace, (await study.live.ready()).rowsAt(at)),
    );
  }

  tree(view: TreeView, open: readonly number[], from: number, count: number): Promise<TreePage> {
    return this.ask<TreePage>({ total: 0, whole: 0, rows: [] }, ({ trees }) => trees.page(view, open, from, count));
  }

  treeNode(view: TreeView, node: number): Promise<TreeRow | undefined> {
    return this.ask<TreeRow | undefined>(undefined, ({ trees }) => trees.row(view, node));
  }

  coverage(): Promise<Coverage | undefined> {
    return this.ask<Coverage | undefined>(undefined, async ({ crossings }) =>
      (await crossings.ready()).coverage.ready(),
    );
  }

  interception(choice: InterceptionChoice): Promise<Interception | undefined> {
    return this.ask<Interception | undefined>(undefined, async ({ crossings }) =>
      (await crossings.ready()).intercept(choice),
    );
  }

  crossingSites(staticModules: readonly ModuleId[], from: ModuleId, to: ModuleId): Promise<CrossingSitesAnswer> {
    return this.ask<CrossingSitesAnswer>({ total: 0, pairs: [] }, async ({ crossings }) =>
      (await crossings.ready()).sites(staticModules, from, to),
    );
  }

  budgets(budgets: readonly string[]): Promise<readonly BudgetAnswer[]> {
    return this.ask<readonly BudgetAnswer[]>([], async ({ study }) => (await study.budgets.ready()).answers(budgets));
  }

  owners(): Promise<OwnersSummary | undefined> {
    return this.ask<OwnersSummary | undefined>(undefined, async ({ study }) => (await study.owners.ready()).summary());
  }

  ownersPage(at: EventIndex, open: readonly number[], from: number, count: number): Promise<OwnersPage> {
    const nothing: OwnersPage = { total: 0, from: 0, rows: [], bytes: 0 as Bytes, blocks: 0 };
    return this.ask(nothing, async ({ study }) => (await study.owners.ready()).page(at, open, from, count));
  }

  rules(view: RuleView, open: readonly RuleId[], from: number, count: number): Promise<RulePage> {
    const nothing: RulePage = { total: 0, rows: [], summaries: [], isOfVulkan: false };
    return this.ask(nothing, async ({ study }) => (await study.rules.ready()).page(view, open, from, count));
  }

  guards(layers: string): Promise<GuardAnswer | undefined> {
    return this.ask<GuardAnswer | undefined>(undefined, ({ study }) => {
      const { simulation } = study;
      return simulation.layers === layers ? simulation.guards.ready() : Promise.resolve(undefined);
    });
  }

  heapFigures(at: EventIndex): Promise<HeapFigures | undefined> {
    return this.ask<HeapFigures | undefined>(undefined, ({ study }) => study.simulation.figures(at));
  }

  heapWords(at: EventIndex, firstWord: number, words: number): Promise<Uint32Array> {
    return this.ask<Uint32Array>(new Uint32Array(0), ({ study }) => study.simulation.words(at, firstWord, words));
  }

  blockSurroundings(block: BlockRow): Promise<readonly NamedSpan[]> {
    return this.ask<readonly NamedSpan[]>([], ({ study }) => study.simulation.surroundings(block));
  }

  filterEvents(filter: EventFilter): Promise<{ readonly total: number; readonly events: Uint32Array | undefined }> {
    return this.ask<{ readonly total: number; readonly events: Uint32Array | undefined }>(
      { total: 0, events: undefined },
      async ({ study, workload }) => {
        const search = new EventSearch(study.trace, filter);
        await workload.until(() => search.step(PORTION));
        const events = search.events();
        return { total: events.length, events };
      },
    );
  }
}
