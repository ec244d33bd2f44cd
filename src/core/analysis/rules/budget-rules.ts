import type { BlockRow, EventIndex } from '../../tables/indices';
import type { Callback } from './callback';
import type { RuleContext } from './rule-context';
import type { ScopeBudget } from './scope-budget';

/** VKM-60: the live bytes of each scope against its budgets, reported once for each crossing. */
export class BudgetRules {
  private readonly live: Float64Array;
  private readonly budgets: readonly ScopeBudget[];

  constructor(private readonly context: RuleContext) {
    this.budgets = context.options.budgets;
    this.live = new Float64Array(5);
  }

  given(callback: Callback): void {
    this.change(callback.block, 1, callback);
  }

  ended(block: BlockRow): void {
    this.change(block, -1, undefined);
  }

  private change(block: BlockRow, sign: 1 | -1, callback: Callback | undefined): void {
    const scope = this.context.tables.scopeOf(block);
    if (this.budgets.length === 0 || scope === undefined) return;
    const before = this.live[scope];
    this.live[scope] += sign * this.context.trace.sizeOf(block);
    if (callback === undefined) return;
    for (const budget of this.budgets) {
      if (budget.scope === scope) this.check(callback, budget, before);
    }
  }

  private check(callback: Callback, { scope, softBytes, hardBytes }: ScopeBudget, before: number): void {
    const crosses = (limit: number | undefined): limit is number =>
      limit !== undefined && before <= limit && this.live[scope] > limit;
    const severity = crosses(hardBytes) ? 'error' : crosses(softBytes) ? 'warning' : undefined;
    if (severity === undefined) return;
    const event: EventIndex = callback.event;
    this.context.report('VKM-60', { ...callback, event, severity, amount: this.live[scope] });
  }
}
