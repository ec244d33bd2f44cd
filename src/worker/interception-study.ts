import { CoverageStudy } from '../core/analysis/coverage/coverage';
import type { Coverage } from '../core/analysis/coverage/coverage-answer';
import { concernsCallbacks } from '../core/analysis/coverage/coverage-report';
import { CrossingSites } from '../core/analysis/interception/crossing-sites';
import { Crossings, hasReleaseStacks } from '../core/analysis/interception/crossings';
import { intercept } from '../core/analysis/interception/interception';
import type { Interception } from '../core/analysis/interception/interception-answer';
import { linkUnits, type LinkUnits } from '../core/analysis/interception/link-units';
import type { ModuleId } from '../core/tables/indices';
import { Later } from './later';
import type { CrossingSitesAnswer, InterceptionChoice } from './protocol';
import { PORTION, type Study } from './study';
import type { Workload } from './workload';

/** Who releases what others allocated, and what the callbacks see. The crossings of one link model are kept. */
export class InterceptionStudy {
  /** undefined: a program without Vulkan callbacks. */
  readonly coverage: Later<Coverage | undefined>;
  private kept: { readonly model: string; readonly crossings: Promise<LinkedCrossings> } | undefined;

  constructor(
    private readonly study: Study,
    private readonly workload: Workload,
  ) {
    this.coverage = new Later(async () => {
      const { trace, meta } = study;
      if (!concernsCallbacks(trace)) return undefined;
      await study.findings.ready(); // the first screen comes first
      const counting = new CoverageStudy(trace, meta.totals);
      await workload.until(() => counting.step(PORTION));
      return counting.coverage();
    });
  }

  /** What `choice` comes to; undefined: the trace does not tell which code released. */
  async intercept(choice: InterceptionChoice): Promise<Interception | undefined> {
    const { trace } = this.study;
    if (!hasReleaseStacks(trace)) return undefined;
    const { crossings } = await this.linked(choice.staticModules);
    return this.workload.once(() => intercept(trace, crossings, choice));
  }

  /** Both sites of the blocks that `from` allocated and `to` released. */
  async sites(staticModules: readonly ModuleId[], from: ModuleId, to: ModuleId): Promise<CrossingSitesAnswer> {
    const { units } = await this.linked(staticModules);
    const search = new CrossingSites(this.study.trace, units, from, to);
    await this.workload.until(() => search.step(PORTION));
    return search.found();
  }

  private linked(staticModules: readonly ModuleId[]): Promise<LinkedCrossings> {
    const model = [...staticModules].sort((a, b) => a - b).join(' ');
    if (this.kept?.model !== model) this.kept = { model, crossings: this.link(staticModules) };
    return this.kept.crossings;
  }

  private async link(staticModules: readonly ModuleId[]): Promise<LinkedCrossings> {
    const { trace } = this.study;
    const units = await this.workload.once(() => linkUnits(trace, new Set(staticModules)));
    const crossings = new Crossings(trace, units);
    await this.workload.until(() => crossings.step(PORTION));
    return { units, crossings };
  }
}

interface LinkedCrossings {
  readonly units: LinkUnits;
  readonly crossings: Crossings;
}
