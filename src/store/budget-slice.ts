import type { StateCreator } from 'zustand';
import type { BudgetChoice } from '../core/tables/budget-choice';

/** The limits that the page judges the recorded program by. */
export interface BudgetSlice {
  readonly budgets: readonly BudgetChoice[];

  /** Sets a budget; one of the same target and mode gives way. */
  readonly setBudget: (budget: BudgetChoice) => void;
  /** Sets these and no others. */
  readonly setBudgets: (budgets: readonly BudgetChoice[]) => void;
  readonly removeBudget: (budget: Pick<BudgetChoice, 'target' | 'mode'>) => void;
}

export const noBudgets = { budgets: [] } as const;

export const createBudgetSlice: StateCreator<BudgetSlice> = (set, get) => ({
  ...noBudgets,

  setBudget(budget) {
    const { budgets } = get();
    const isSame = (other: BudgetChoice): boolean => other.target === budget.target && other.mode === budget.mode;
    const isKnown = budgets.some(isSame);
    set({ budgets: isKnown ? budgets.map((each) => (isSame(each) ? budget : each)) : [...budgets, budget] });
  },
  setBudgets(budgets) {
    set({ budgets });
  },
  removeBudget({ target, mode }) {
    set({ budgets: get().budgets.filter((each) => each.target !== target || each.mode !== mode) });
  },
});
