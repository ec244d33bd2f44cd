import { runToEnd } from '../base/run-to-end';
import { failure, success, type Result } from '../base/result';
import type { BudgetAnswer, BudgetPassing } from '../core/analysis/budgets/budget-answer';
import { DEFAULT_ENGINE, type EngineName } from '../core/engines/catalogue';
import type { Budget } from '../core/layers/budget';
import { configurationOf } from '../core/layers/chosen-layers';
import { answerBudgets, needsHeap } from '../core/replay/answer-budgets';
import { SimulatedHeap } from '../core/replay/simulated-heap';
import type { Profile } from '../core/tables/profiles';
import type { ReadTrace } from '../formats/trace-reader';

/** A budget in `report --json`. */
export interface BudgetReport extends Omit<BudgetAnswer, 'first'> {
  /** Of a hard budget: the request that it refuses first. */
  readonly firstRefusal?: BudgetPassing;
  /** Of a soft budget: the request that passes it first. */
  readonly firstCrossing?: BudgetPassing;
}

/** What the budgets asked for come to; nothing where none are. The failure is one sentence. */
export function reportBudgets(
  { trace, meta }: Pick<ReadTrace, 'trace' | 'meta'>,
  {
    budgets,
    engine,
    profile,
  }: {
    readonly budgets: readonly Budget[];
    readonly engine: EngineName | undefined;
    readonly profile: Profile | undefined;
  },
): Result<{ readonly budgets?: readonly BudgetReport[] }, string> {
  if (budgets.length === 0) return success({});
  const configuration =
    profile === undefined ? { engine: DEFAULT_ENGINE } : configurationOf(profile.engine, profile.layers, meta.fidelity);
  const heap = needsHeap(budgets)
    ? SimulatedHeap.reserve(trace, {
        configuration: engine === undefined ? configuration : { ...configuration, engine },
      })
    : undefined;
  if (heap?.ok === false) {
    return failure('The system has no memory left for a simulated heap; close something and try again.');
  }
  return success({ budgets: runToEnd(answerBudgets(trace, budgets, heap?.value)).map(budgetReport) });
}

function budgetReport({ first, ...answer }: BudgetAnswer): BudgetReport {
  if (first === undefined) return answer;
  return answer.mode === 'hard' ? { ...answer, firstRefusal: first } : { ...answer, firstCrossing: first };
}
