import { budgetName, type Budget } from '../../layers/budget';
import type { Bytes } from '../../tables/indices';
import type { BudgetAnswer, BudgetPassing } from './budget-answer';
import { budgetSentence } from './budget-sentence';

/** What was measured of a budget's subject. */
export interface Measured {
  /** The most that was held at once, over the whole trace; with both places of moving blocks. */
  readonly peakBytes: Bytes;
  readonly transientPeakBytes: Bytes;
  /** The same up to the first passing. */
  readonly before: { readonly peakBytes: Bytes; readonly transientPeakBytes: Bytes };
  readonly crossings: number;
  readonly first: BudgetPassing | undefined;
}

/** What a budget of any measure comes to: figures of a hard one end where it first refuses. */
export function judged(budget: Budget, measured: Measured): BudgetAnswer {
  const { first, crossings, before, peakBytes } = measured;
  const isRefused = budget.mode === 'hard' && first !== undefined;
  const held = isRefused ? before : measured;
  return {
    budget: budgetName(budget),
    measure: budget.measure,
    mode: budget.mode,
    limitBytes: budget.limitBytes,
    peakBytes: held.peakBytes,
    transientPeakBytes: held.transientPeakBytes,
    recordedPeakBytes: peakBytes,
    crossings: isRefused ? 1 : crossings,
    first,
    text: budgetSentence(budget, first, peakBytes, crossings),
  };
}

/** What is held has no transient peak of its own where it is of the whole process. */
export function heldBytes(bytes: Bytes): { readonly peakBytes: Bytes; readonly transientPeakBytes: Bytes } {
  return { peakBytes: bytes, transientPeakBytes: bytes };
}
