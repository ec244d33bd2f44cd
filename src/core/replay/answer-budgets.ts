import { success, type Result } from '../../base/result';
import type { BudgetAnswer } from '../analysis/budgets/budget-answer';
import { withDoubts } from '../analysis/budgets/budget-doubt';
import { answerRequested } from '../analysis/budgets/budget-walk';
import { residentSetAnswer } from '../analysis/budgets/resident-set-budget';
import type { Budget } from '../layers/budget';
import type { AllocatorConfiguration } from '../layers/configuration';
import type { Trace } from '../tables/trace';
import { footprintAnswer } from './footprint-budget';

/**
 * What budgets of every measure come to on a recorded trace, requested bytes first, the innermost first of all. Each is
 * answered as though it were the only one; what a later one says when another has refused before is marked in its text.
 */
export function answerBudgets(
  trace: Trace,
  budgets: readonly Budget[],
  configuration: AllocatorConfiguration,
): Result<readonly BudgetAnswer[], 'out-of-memory'> {
  const answers: BudgetAnswer[] = [...answerRequested(trace, budgets)];
  for (const budget of budgets) {
    if (budget.measure === 'resident-set') answers.push(residentSetAnswer(trace, budget));
    if (budget.measure !== 'footprint') continue;
    const answer = footprintAnswer(trace, budget, configuration);
    if (!answer.ok) return answer;
    answers.push(answer.value);
  }
  return success(withDoubts(answers));
}
