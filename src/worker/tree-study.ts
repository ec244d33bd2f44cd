import type { TreeMetric, TreePage, TreeRow } from '../core/analysis/answers';
import type { EventRange } from '../core/analysis/event-range';
import { CalleesTree } from '../core/analysis/ranked-tree';
import { SiteTotals, type SiteFigures } from '../core/analysis/site-totals';
import { treePage, treeRow, type TreeMatches } from '../core/analysis/tree-page';
import { leadingNodes, matchFunctions } from '../core/analysis/tree-search';
import { liveFigures, selfValues, treeValues } from '../core/analysis/tree-values';
import type { TreeView } from './protocol';
import { PORTION, type Study } from './study';
import type { Workload } from './workload';

/** Trees kept for metrics, instants and ranges that were shown last. */
const KEPT_TREES = 4;

/** The call tree with figures: by metric, instant, range and search. */
export class TreeStudy {
  private readonly trees = new Map<string, Promise<CalleesTree>>();
  private search: { readonly text: string; readonly matches: TreeMatches } | undefined;

  constructor(
    private readonly study: Study,
    private readonly workload: Workload,
  ) {}

  async page(view: TreeView, open: readonly number[], from: number, count: number): Promise<TreePage> {
    const tree = await this.tree(view);
    return treePage(this.study.trace, tree, new Set(open), this.matches(tree, view.search), from, count);
  }

  async row(view: TreeView, node: number): Promise<TreeRow | undefined> {
    const tree = await this.tree(view);
    return node < tree.tree.nodeCount ? treeRow(this.study.trace, tree, node, 0, false, false) : undefined;
  }

  tree(view: Omit<TreeView, 'search'>): Promise<CalleesTree> {
    const { metric, range } = view;
    const key = `${metric} ${metric === 'live' ? view.at : ''} ${range === undefined ? '' : `${range.from} ${range.to}`}`;
    const known = this.trees.get(key);
    if (known !== undefined) return known;
    const tree = this.build(view);
    this.trees.set(key, tree);
    const [oldest] = this.trees.keys();
    if (this.trees.size > KEPT_TREES) this.trees.delete(oldest);
    return tree;
  }

  /** What `text` matches in the tree; undefined: nothing was searched for. */
  matches({ tree }: CalleesTree, text: string): TreeMatches | undefined {
    if (text === '') return undefined;
    if (this.search?.text !== text) {
      const functions = matchFunctions(this.study.trace, tree.functions, text);
      const leads = leadingNodes(tree, functions);
      this.search = { text, matches: { functions, leadsToMatch: (node) => leads[node] === 1 } };
    }
    return this.search.matches;
  }

  private async build(view: Omit<TreeView, 'search'>): Promise<CalleesTree> {
    const { trace } = this.study;
    const tree = await this.study.callTree.ready();
    const figures = await this.figures(view);
    const unit = view.metric === 'temporary' ? 'count' : 'bytes';
    return this.workload.once(() => new CalleesTree(tree, treeValues(tree, selfValues(trace, tree, figures, unit))));
  }

  private async figures({ metric, at, range }: Omit<TreeView, 'search'>): Promise<SiteFigures> {
    if (metric !== 'live') return (await this.totals(range))[metric satisfies Exclude<TreeMetric, 'live'>];
    const live = await this.study.live.ready();
    return liveFigures(this.study.trace, live.rowsAt(at), range);
  }

  private async totals(range: EventRange | undefined): Promise<SiteTotals> {
    if (range === undefined) return this.study.totals.ready();
    const totals = new SiteTotals(this.study.trace, this.study.meta.totals.peakEvent, range);
    await this.workload.until(() => totals.step(PORTION));
    return totals;
  }
}
