import { CallTree } from '../core/analysis/call-tree';
import { groupBlocks, type GroupBy, type Grouping } from '../core/analysis/groups';
import { LiveBlocks } from '../core/analysis/live-blocks';
import { SiteTotals } from '../core/analysis/site-totals';
import { Timeline } from '../core/analysis/timeline';
import { RegionFinder, type AddressSpace } from '../core/raster/address-space';
import { DEFAULT_ENGINE, type EngineName } from '../core/tables/engine-names';
import { LAYERS_OFF } from '../core/tables/layer-choice';
import type { Trace } from '../core/tables/trace';
import type { TraceMeta } from '../core/tables/trace-meta';
import { recordedHits } from '../core/analysis/guards/guard-evidence';
import type { Hit } from '../core/replay/hits';
import type { Finding } from '../core/analysis/answers';
import { findFindings } from '../core/analysis/findings/findings';
import type { ReadTrace } from '../formats/trace-reader';
import type { BudgetStudy } from './budget-study';
import { Later } from './later';
import type { OwnerStudy } from './owner-study';
import type { HeapChoice } from './protocol';
import type { RuleStudy } from './rule-study';
import { Simulation } from './simulation';
import type { Workload } from './workload';

/** Rows, stacks or events taken in before the clock is looked at: well under a millisecond of work. */
export const PORTION = 1 << 15;

/** What is known about a complete trace: each part is worked out once, in slices, when something first asks for it. */
export class Study {
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
    { trace, meta, requests }: ReadTrace,
    private readonly workload: Workload,
    /** Told how many events are replayed on the simulated heap. */
    private readonly replayed: (events: number) => void,
  ) {
    this.trace = trace;
    this.meta = meta;
    this.simulated = this.simulationWith(DEFAULT_ENGINE, LAYERS_OFF);
    this.live = new Later(async () => {
      await this.overview();
      return workload.once(() => new LiveBlocks(trace));
    });
    this.totals = new Later(async () => {
      const totals = new SiteTotals(trace, meta.totals.peakEvent, { requests });
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
      await this.overview();
      const finder = new RegionFinder(trace);
      await workload.until(() => !finder.step(PORTION));
      return finder.space();
    });
    const overview = () => this.overview();
    this.owners = new Later(async () => {
      const { OwnerStudy } = await import('./owner-study');
      return new OwnerStudy(trace, meta, workload, overview);
    });
    this.rules = new Later(async () => {
      const { RuleStudy } = await import('./rule-study');
      return new RuleStudy(trace, meta, workload, overview);
    });
    this.budgets = new Later(async () => {
      const { BudgetStudy } = await import('./budget-study');
      return new BudgetStudy(trace, workload, overview, () => this.simulation);
    });
    this.findings = new Later(async () => {
      await this.overview();
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
    this.replayed(0);
    this.simulated = this.simulationWith(engine, layers);
  }

  private simulationWith(engine: EngineName, layers: string): Simulation {
    const { trace, meta, workload } = this;
    return new Simulation({ trace, meta, engine, layers }, workload, () => this.callTree.ready(), this.replayed);
  }

  grouping(by: GroupBy): Later<Grouping> {
    return this.groupings[by];
  }

  timeline(by: GroupBy): Later<Timeline> {
    return this.timelines[by];
  }

  /** The address space that the map shows; undefined until it is known, or where there is none. */
  mapSpace(heap: HeapChoice): AddressSpace | undefined {
    return heap === 'recorded' ? this.recordedSpace.value : this.simulation.space.value;
  }

  private async group(by: GroupBy): Promise<Grouping> {
    if (by !== 'domain') await this.overview();
    const totals = await this.totals.ready();
    return this.workload.once(() => groupBlocks(this.trace, totals, by));
  }

  private async drawTimeline(by: GroupBy): Promise<Timeline> {
    const timeline = new Timeline(this.trace, await this.grouping(by).ready());
    await this.workload.until(() => timeline.step(PORTION));
    return timeline;
  }
}

function forEachGrouping<Value>(make: (by: GroupBy) => Value): Record<GroupBy, Value> {
  return { domain: make('domain'), scope: make('scope'), thread: make('thread'), module: make('module') };
}
