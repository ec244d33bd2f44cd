import type { CallTree } from '../core/analysis/call-tree';
import type { TreeMetric, TreePage, TreeRow } from '../core/analysis/answers';
import type { EventRange } from '../core/analysis/event-range';
import { CallerNumbers, CallersTree, nodesBelowMatch } from '../core/analysis/callers-tree';
import { CalleesTree } from '../core/analysis/ranked-tree';
import { SiteTotals } from '../core/analysis/site-totals';
import { treePage, treeRow, type TreeMatches } from '../core/analysis/tree-page';
import { leadingNodes, matchFunctions } from '../core/analysis/tree-search';
import { liveFigures, selfValues, treeValues, type SelfValues } from '../core/analysis/tree-values';
import type { SiteFigures } from '../core/tables/site-figures';
import type { TreeView } from './protocol';
import { PORTION, type Study } from './study';
import type { Workload } from './workload';

/** Trees kept for metrics, instants and ranges that were shown last. */
const KEPT_TREES = 4;

/** What the figures of a tree depend on. */
type Measure = Omit<TreeView, 'search' | 'direction'>;

/** The call tree with figures: by metric, instant, range and search. */
export class TreeStudy {
  private readonly trees = new Map<string, Promise<CalleesTree>>();
  private search: { readonly text: string; readonly matches: TreeMatches } | undefined;
  private callers: { readonly key: string; readonly tree: Promise<CallersTree> } | undefined;
  private callerSearch:
    { readonly text: string; readonly functions: Uint8Array; readonly below: Uint8Array } | undefined;
  private numbers: CallerNumbers | undefined;

  constructor(
    private readonly study: Study,
    private readonly workload: Workload,
  ) {}

  async page(view: TreeView, open: readonly number[], from: number, count: number): Promise<TreePage> {
    if (view.direction === 'callers') return this.callersPage(view, open, from, count);
    const tree = await this.tree(view);
    return treePage(this.study.trace, tree, new Set(open), this.matches(tree, view.search), from, count);
  }

  async row(view: TreeView, node: number): Promise<TreeRow | undefined> {
    const tree = await this.tree(view);
    return node < tree.tree.nodeCount ? treeRow(this.study.trace, tree, node, 0, false, false) : undefined;
  }

  tree(view: Measure): Promise<CalleesTree> {
    const key = keyOf(view);
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

  private async build(view: Measure): Promise<CalleesTree> {
    const tree = await this.study.callTree.ready();
    const own = await this.own(view);
    return this.workload.once(() => new CalleesTree(tree, treeValues(tree, own)));
  }

  private async own(view: Measure): Promise<SelfValues> {
    const tree = await this.study.callTree.ready();
    const figures = await this.figures(view);
    const unit = view.metric === 'temporary' ? 'count' : 'bytes';
    return this.workload.once(() => selfValues(this.study.trace, tree, figures, unit));
  }

  private async callersPage(view: TreeView, open: readonly number[], from: number, count: number): Promise<TreePage> {
    const { trace } = this.study;
    const tree = await this.study.callTree.ready();
    const callers = await this.callersOf(view);
    const matches = this.callerMatches(tree, callers, view.search);
    return this.workload.once(() => treePage(trace, callers, new Set(open), matches, from, count));
  }

  /** The callers' tree that was shown last is kept: scrolling and opening nodes ask for it again and again. */
  private callersOf(view: Measure): Promise<CallersTree> {
    const key = keyOf(view);
    if (this.callers?.key !== key) this.callers = { key, tree: this.buildCallers(view) };
    return this.callers.tree;
  }

  private async buildCallers(view: Measure): Promise<CallersTree> {
    const tree = await this.study.callTree.ready();
    const own = await this.own(view);
    this.numbers ??= new CallerNumbers(tree.functions.frame.length);
    const numbers = this.numbers;
    return this.workload.once(() => new CallersTree(tree, numbers, own));
  }

  private callerMatches(tree: CallTree, callers: CallersTree, text: string): TreeMatches | undefined {
    if (text === '') return undefined;
    if (this.callerSearch?.text !== text) {
      const functions = matchFunctions(this.study.trace, tree.functions, text);
      this.callerSearch = { text, functions, below: nodesBelowMatch(tree, functions) };
    }
    const { functions, below } = this.callerSearch;
    return { functions, leadsToMatch: (node) => callers.isBelowAny(node, below) };
  }

  private async figures({ metric, at, range }: Measure): Promise<SiteFigures> {
    if (metric !== 'live') return (await this.totals(range))[metric satisfies Exclude<TreeMetric, 'live'>];
    const live = await this.study.live.ready();
    return liveFigures(this.study.trace, live.rowsAt(at), range);
  }

  private async totals(range: EventRange | undefined): Promise<SiteTotals> {
    if (range === undefined) return this.study.totals.ready();
    await this.study.whole();
    const totals = new SiteTotals(this.study.trace, this.study.meta.totals.peakEvent, { range });
    await this.workload.until(() => totals.step(PORTION));
    return totals;
  }
}

function keyOf({ metric, at, range }: Measure): string {
  return `${metric} ${metric === 'live' ? at : ''} ${range === undefined ? '' : `${range.from} ${range.to}`}`;
}
