import { useCallback } from 'react';
import { useAnswer, useApp } from '../../store/app-context';
import { budgetChoiceText, type BudgetChoice } from '../../core/tables/budget-choice';
import type { EngineClient } from '../../worker/client';
import type { BudgetAnswer } from '../../worker/protocol';

/** What the budgets that are set come to, the innermost first; undefined while that is worked out for the first time. */
export function useBudgetAnswers(): readonly BudgetAnswer[] | undefined {
  const budgets = useApp((state) => state.budgets);
  const question = useCallback((engine: EngineClient) => engine.budgets(budgets.map(budgetChoiceText)), [budgets]);
  return useAnswer(question);
}

/** The answer to one of the budgets that are set, where it is there already. */
export function answerTo(budget: BudgetChoice, answers: readonly BudgetAnswer[] | undefined): BudgetAnswer | undefined {
  return answers?.find(
    ({ budget: target, mode, limitBytes }) =>
      target === budget.target && mode === budget.mode && limitBytes === budget.limitBytes,
  );
}
