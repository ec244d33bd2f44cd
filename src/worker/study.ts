import { CallTree } from '../core/analysis/call-tree';
import { groupBlocks, type GroupBy, type Grouping } from '../core/analysis/groups';
import { LiveBlocks } from '../core/analysis/live-blocks';
import { SiteTotals } from '../core/analysis/site-totals';
import { Timeline } from '../core/analysis/timeline';
import { RegionFinder, type AddressSpace } from '../core/raster/address-space';
import type { RowsToCome } from '../core/pairing/kind-rows';
import { DEFAULT_ENGINE, type EngineName } from '../core/tables/engine-names';
import { LAYERS_OFF } from '../core/tables/layer-choice';
import type { Trace } from '../core/tables/trace';
import type { TraceMeta } from '../core/tables/trace-meta';
import { recordedHits } from '../core/analysis/guards/guard-evidence';
import type { Hit } from '../core/replay/hits';
import type { Finding } from '../core/analysis/answers';
import { findFindings } from '../core/analysis/findings/findings';
import type { CountedTrace } from '../formats/trace-reader';
import type { BudgetStudy } from './budget-study';
import { Later } from './later';
import type { OwnerStudy } from './owner-study';
import type { HeapChoice } from './protocol';
import type { RuleStudy } from './rule-study';
import { Simulation } from './simulation';
import type { Workload } from './workload';

/** Rows, stacks or events taken in before the clock is looked at: well under a millisecond of work. */
export const PORTION = 1 << 15;

/** What a study has to tell while it works. */
export interface StudyNews {
  /** Events and blocks got rows. */
  readonly rowsCame: () => void;
  /** So many events are replayed on the simulated heap. */
  readonly replayed: (events: number) => void;
}

/** What is known about a complete trace: each part is worked out once, in slices, when something first asks for it. */
export class Study {
  /** Every event and every block has its row. */
  private readonly rows: Later<void>;
  readonly live: Later<LiveBlocks>;
  readonly totals: Later<SiteTotals>;
  readonly callTree: Later<CallTree>;
  /** The folded address space of the recording; empty where the format has no addresses. */
  readonly recordedSpace: Later<AddressSpace>;
  readonly findings: Later<readonly Finding[]>;
  // Panels that stand behind a tab: their code comes when one is first looked at.
  readonly budgets: Later<BudgetStudy>;
  readonly owners: Later<OwnerStudy>;
  readonly rules: Later<RuleStudy>;
  readonly trace: Trace;
  readonly meta: TraceMeta;
  private simulated: Simulation;
  /** What the recorder's own guards met: all that is known before a replay. */
  private recorded: readonly Hit[] | undefined;
  private readonly groupings: Readonly<Record<GroupBy, Later<Grouping>>>;
  private readonly timelines: Readonly<Record<GroupBy, Later<Timeline>>>;

  constructor(
    { trace, meta, figures, rowsToCome }: CountedTrace,
    private readonly workload: Workload,
    private readonly news: StudyNews,
  ) {
    this.trace = trace;
    this.meta = meta;
    this.simulated = this.simulationWith(DEFAULT_ENGINE, LAYERS_OFF);
    // What makes the rows is large: it is let go of when they are there.
    let coming: RowsToCome | undefined = rowsToCome;
    this.rows = new Later(() =>
      workload.until(() => {
        if (coming?.step(PORTION) === true) coming = undefined;
        news.rowsCame();
        return coming === undefined;
      }),
    );
    this.live = new Later(async () => {
      await this.whole();
      return workload.once(() => new LiveBlocks(trace));
    });
    this.totals = new Later(async () => {
      const totals = new SiteTotals(trace, meta.totals.peakEvent, { figures });
      await workload.until(() => totals.step(PORTION));
      return totals;
    });
    this.callTree = new Later(async () => {
      await this.overview();
      const tree = new CallTree(trace);
      await workload.until(() => tree.step(PORTION));
      return tree;
    });
    this.recordedSpace = new Later(async () => {
      await this.whole();
      const finder = new RegionFinder(trace);
      await workload.until(() => !finder.step(PORTION));
      return finder.space();
    });
    const whole = () => this.whole();
    this.owners = new Later(async () => {
      const { OwnerStudy } = await import('./owner-study');
      return new OwnerStudy(trace, meta, workload, whole);
    });
    this.rules = new Later(async () => {
      const { RuleStudy } = await import('./rule-study');
      return new RuleStudy(trace, meta, workload, whole);
    });
    this.budgets = new Later(async () => {
      const { BudgetStudy } = await import('./budget-study');
      return new BudgetStudy(trace, workload, whole, () => this.simulation);
    });
    this.findings = new Later(async () => {
      await this.whole();
      const sources = { trace, meta, live: await this.live.ready(), totals: await this.totals.ready() };
      return workload.steps(findFindings(sources));
    });
    this.groupings = forEachGrouping((by) => new Later(() => this.group(by)));
    this.timelines = forEachGrouping((by) => new Later(() => this.drawTimeline(by)));
  }

  /** Totals, peak and a timeline come first; whatever else is asked for meanwhile waits for them. */
  private overview(): Promise<unknown> {
    return this.timeline('domain').ready();
  }

  /** Then every event and block gets its row: what asks for single ones waits for this. */
  async whole(): Promise<void> {
    await this.overview();
    await this.rows.ready();
  }

  /** The simulated heap, as the engine chosen last makes it. */
  get simulation(): Simulation {
    return this.simulated;
  }

  /** Evidence of guards as far as it is known, in order of event. The same array until more is. */
  get evidence(): readonly Hit[] {
    return this.simulation.evidence.value ?? (this.recorded ??= recordedHits(this.trace));
  }

  /** Places all blocks anew with another engine or other layers. */
  simulateWith(engine: EngineName, layers: string): void {
    this.simulated.stop();
    this.news.replayed(0);
    this.simulated = this.simulationWith(engine, layers);
  }

  private simulationWith(engine: EngineName, layers: string): Simulation {
    const { trace, meta, workload } = this;
    const before = () => Promise.all([this.callTree.ready(), this.whole()]);
    return new Simulation({ trace, meta, engine, layers }, workload, before, this.news.replayed);
  }

  grouping(by: GroupBy): Later<Grouping> {
    return this.groupings[by];
  }

  timeline(by: GroupBy): Later<Timeline> {
    return this.timelines[by];
  }

  /** The timeline by `by`, or that of the total until it is drawn; undefined: neither is there yet. */
  timelineToShow(by: GroupBy): Timeline | undefined {
    return this.timelines[by].value ?? this.timelines.domain.value;
  }

  /** The address space that the map shows; undefined until it is known, or where there is none. */
  mapSpace(heap: HeapChoice): AddressSpace | undefined {
    return heap === 'recorded' ? this.recordedSpace.value : this.simulation.space.value;
  }

  private async group(by: GroupBy): Promise<Grouping> {
    if (by === 'thread') await this.whole();
    else if (by !== 'domain') await this.overview();
    const totals = await this.totals.ready();
    return this.workload.once(() => groupBlocks(this.trace, totals, by));
  }

  private async drawTimeline(by: GroupBy): Promise<Timeline> {
    const grouping = await this.grouping(by).ready();
    const { events } = this.meta.totals;
    if (!Timeline.isTold(this.trace, grouping.names.length, events)) await this.rows.ready();
    const timeline = new Timeline(this.trace, grouping, events);
    await this.workload.until(() => timeline.step(PORTION));
    return timeline;
  }
}

function forEachGrouping<Value>(make: (by: GroupBy) => Value): Record<GroupBy, Value> {
  return { domain: make('domain'), scope: make('scope'), thread: make('thread'), module: make('module') };
}
