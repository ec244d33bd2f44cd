import type { BudgetAnswer } from '../core/analysis/budgets/budget-answer';
import { withDoubts } from '../core/analysis/budgets/budget-doubt';
import { BudgetWalk } from '../core/analysis/budgets/budget-walk';
import { readBudget, type Budget } from '../core/layers/budget';
import type { Trace } from '../core/tables/trace';
import { Later } from './later';
import type { Workload } from './workload';

/** Events charged before the clock is looked at: a few milliseconds of work. */
const PORTION = 1 << 14;

/** What budgets come to on a trace. The last answers are kept: several panels ask for the same. */
export class BudgetStudy {
  private asked = '';
  private last = new Later<readonly BudgetAnswer[]>(() => Promise.resolve([]));

  constructor(
    private readonly trace: Trace,
    private readonly workload: Workload,
    /** What is wanted more. */
    private readonly before: () => Promise<unknown>,
  ) {}

  answers(texts: readonly string[]): Promise<readonly BudgetAnswer[]> {
    const asked = texts.join('\n');
    if (asked !== this.asked) {
      this.asked = asked;
      this.last = new Later(() => this.work(texts.map(readBudget).filter((budget) => budget !== undefined)));
    }
    return this.last.ready();
  }

  private async work(budgets: readonly Budget[]): Promise<readonly BudgetAnswer[]> {
    await this.before();
    const walk = await this.workload.once(() => new BudgetWalk(this.trace, budgets));
    await this.workload.until(() => walk.step(PORTION));
    return withDoubts(walk.answers());
  }
}
