import type { StateCreator } from 'zustand';
import type { BudgetSetting } from '../session/session-state';

export type { BudgetSetting };

/** The limits that the page judges the recorded program by. */
export interface BudgetSlice {
  readonly budgets: readonly BudgetSetting[];

  /** Sets a budget; one of the same target and mode gives way. */
  readonly setBudget: (budget: BudgetSetting) => void;
  readonly removeBudget: (budget: Pick<BudgetSetting, 'target' | 'mode'>) => void;
}

export const noBudgets = { budgets: [] } as const;

export const createBudgetSlice: StateCreator<BudgetSlice> = (set, get) => ({
  ...noBudgets,

  setBudget(budget) {
    const { budgets } = get();
    const isSame = (other: BudgetSetting): boolean => other.target === budget.target && other.mode === budget.mode;
    const isKnown = budgets.some(isSame);
    set({ budgets: isKnown ? budgets.map((each) => (isSame(each) ? budget : each)) : [...budgets, budget] });
  },
  removeBudget({ target, mode }) {
    set({ budgets: get().budgets.filter((each) => each.target !== target || each.mode !== mode) });
  },
});
