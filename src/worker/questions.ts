import { accountsOf } from '../core/analysis/accounts';
import { EventSearch } from '../core/analysis/filter-events';
import type { RuleId } from '../core/faults/rule';
import { layersFrom } from '../core/tables/layer-choice';
import type { BlockRow, Bytes, EventIndex, ModuleId } from '../core/tables/indices';
import type { InterceptionStudy } from './interception-study';
import type { Later } from './later';
import { aroundLegend, blocksLegend, groupLegend, marksLegend } from './legend';
import type {
  AccountRow, BudgetAnswer, ColourBy, Coverage, CrossingSitesAnswer, EventFilter, Finding, Group, GuardAnswer, GroupBy, HeapChoice,
  HeapFigures, Interception, InterceptionChoice, MapLegend, NamedSpan, OwnersPage, OwnersSummary, RulePage, RuleView, TreePage, TreeRow,
  TreeView,
} from './protocol'; // prettier-ignore
import { PORTION, type Study } from './study';
import type { TreeStudy } from './tree-study';
import { Superseded, type Workload } from './workload';

/** A trace that was read, with everything worked out about it. */
export interface Open {
  readonly study: Study;
  readonly trees: TreeStudy;
  readonly crossings: Later<InterceptionStudy>;
  readonly workload: Workload;
}

/** The part of the engine that answers questions about the open trace; each says all that its answer depends on. */
export abstract class Questions {
  /** Undefined: none is open. */
  protected abstract readonly current: Open | undefined;

  /** Answers from the open trace; with `nothing` when none is open, or no longer. */
  protected async ask<Answer>(nothing: Answer, answer: (open: Open) => Promise<Answer>): Promise<Answer> {
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
      await study.whole();
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
        await study.whole();
        const search = new EventSearch(study.trace, filter);
        await workload.until(() => search.step(PORTION));
        const events = search.events();
        return { total: events.length, events };
      },
    );
  }
}
