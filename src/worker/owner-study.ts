import { ownersSummary } from '../core/analysis/owners/owners-summary';
import type { OwnersPage, OwnersSummary } from '../core/analysis/owners/owners-answer';
import { OwnersTree } from '../core/analysis/owners/owners-tree';
import { Ownership } from '../core/analysis/owners/ownership';
import type { EventIndex } from '../core/tables/indices';
import type { Trace } from '../core/tables/trace';
import type { TraceMeta } from '../core/tables/trace-meta';
import { Later } from './later';
import type { Workload } from './workload';

/** Events taken in before the clock is looked at. */
const PORTION = 1 << 15;

/** Who owns whom among ralloc's blocks of the open trace. The tree that was shown last is kept. */
export class OwnerStudy {
  private readonly ownership: Later<Ownership>;
  private readonly summed: Later<OwnersSummary | undefined>;
  private shown: OwnersTree | undefined;

  constructor(
    private readonly trace: Trace,
    meta: TraceMeta,
    private readonly workload: Workload,
    /** What comes first. */
    overview: () => Promise<unknown>,
  ) {
    this.ownership = new Later(async () => {
      await overview();
      const ownership = new Ownership(trace);
      await workload.until(() => ownership.step(PORTION));
      return ownership;
    });
    this.summed = new Later(async () => {
      const ownership = await this.ownership.ready();
      return workload.once(() => ownersSummary(trace, meta.totals, ownership));
    });
  }

  /** undefined: the trace has no ralloc blocks. */
  summary(): Promise<OwnersSummary | undefined> {
    return this.summed.ready();
  }

  async page(at: EventIndex, open: readonly number[], from: number, count: number): Promise<OwnersPage> {
    const ownership = await this.ownership.ready();
    return this.workload.once(() => {
      if (this.shown?.at !== at) this.shown = new OwnersTree(this.trace, ownership, at);
      return this.shown.page(new Set(open), from, count);
    });
  }
}
