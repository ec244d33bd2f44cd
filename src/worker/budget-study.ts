import type { BudgetAnswer } from '../core/analysis/budgets/budget-answer';
import { readBudget } from '../core/layers/budget';
import { answerBudgets, needsHeap } from '../core/replay/answer-budgets';
import type { Trace } from '../core/tables/trace';
import { Later } from './later';
import type { Simulation } from './simulation';
import type { Workload } from './workload';

/** What budgets come to on a trace. The last answers are kept: several panels ask for the same. */
export class BudgetStudy {
  private asked: readonly unknown[] = [];
  private last = new Later<readonly BudgetAnswer[]>(() => Promise.resolve([]));

  constructor(
    private readonly trace: Trace,
    private readonly workload: Workload,
    /** What is wanted more. */
    private readonly before: () => Promise<unknown>,
    /** The simulated heap that a footprint is measured on. */
    private readonly simulation: () => Simulation,
  ) {}

  answers(texts: readonly string[]): Promise<readonly BudgetAnswer[]> {
    const budgets = texts.map(readBudget).filter((budget) => budget !== undefined);
    const simulation = needsHeap(budgets) ? this.simulation() : undefined;
    const asked = [texts.join('\n'), simulation];
    if (asked.some((part, index) => part !== this.asked[index])) {
      this.asked = asked;
      this.last = new Later(async () => {
        await this.before();
        const onHeap = await simulation?.explore((heap) => answerBudgets(this.trace, budgets, heap));
        return onHeap ?? (await this.workload.steps(answerBudgets(this.trace, budgets, undefined)));
      });
    }
    return this.last.ready();
  }
}
