import type { BudgetAnswer } from '../analysis/budgets/budget-answer';
import { withDoubts } from '../analysis/budgets/budget-doubt';
import { answerRequested } from '../analysis/budgets/budget-walk';
import { residentSetAnswer } from '../analysis/budgets/resident-set-budget';
import type { Budget } from '../layers/budget';
import type { Trace } from '../tables/trace';
import { footprintAnswer } from './footprint-budget';
import type { SimulatedHeap } from './simulated-heap';

/** Whether one of them is judged on a simulated heap. */
export function needsHeap(budgets: readonly Budget[]): boolean {
  return budgets.some(({ measure }) => measure === 'footprint');
}

/**
 * What budgets of every measure come to on a recorded trace, requested bytes first, the innermost first of all. Each is
 * answered as though it were the only one; what a later one says when another has refused before is marked in its text.
 * In steps of a few milliseconds.
 * @param heap of the whole trace; without one, budgets of a footprint are left out
 */
export function* answerBudgets(
  trace: Trace,
  budgets: readonly Budget[],
  heap: SimulatedHeap | undefined,
): Generator<void, readonly BudgetAnswer[]> {
  const answers: BudgetAnswer[] = [...(yield* answerRequested(trace, budgets))];
  for (const budget of budgets) {
    if (budget.measure === 'resident-set') answers.push(yield* residentSetAnswer(trace, budget));
    if (budget.measure === 'footprint' && heap !== undefined) answers.push(yield* footprintAnswer(trace, budget, heap));
  }
  return withDoubts(answers);
}
