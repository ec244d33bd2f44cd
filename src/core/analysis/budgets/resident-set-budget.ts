import { budgetName, type Budget } from '../../layers/budget';
import { NONE, type BlockRow, type Bytes, type EventIndex } from '../../tables/indices';
import type { Trace } from '../../tables/trace';
import type { BudgetAnswer } from './budget-answer';
import { budgetSentence } from './budget-sentence';
import { passingBefore } from './budget-walk';

/** What a budget for the resident set comes to, by the samples that the recorder took. */
export function residentSetAnswer(trace: Trace, budget: Budget): BudgetAnswer {
  const { residentSet, events } = trace;
  let peak = 0;
  let peakBefore = 0;
  let crossings = 0;
  let firstRow = -1;
  for (let row = 0; row < residentSet.length; row++) {
    const bytes = residentSet.bytes.get(row);
    const wasBelow = row === 0 || residentSet.bytes.get(row - 1) <= budget.limitBytes;
    if (bytes > budget.limitBytes && wasBelow) crossings++;
    if (bytes > budget.limitBytes && firstRow < 0) [firstRow, peakBefore] = [row, peak];
    peak = Math.max(peak, bytes);
  }
  const at = Math.min(events.length - 1, firstRow < 0 ? 0 : residentSet.event.get(firstRow)) as EventIndex;
  const first = firstRow < 0 ? undefined : passingBefore(trace, at, NONE as BlockRow, residentSet.bytes.get(firstRow));
  const isRefused = budget.mode === 'hard' && first !== undefined;
  const peakBytes = (isRefused ? peakBefore : peak) as Bytes;
  return {
    budget: budgetName(budget),
    measure: budget.measure,
    mode: budget.mode,
    limitBytes: budget.limitBytes,
    peakBytes,
    transientPeakBytes: peakBytes,
    recordedPeakBytes: peak as Bytes,
    crossings: isRefused ? 1 : crossings,
    first,
    text:
      residentSet.length === 0
        ? 'The trace has no samples of the resident set, so a budget for it cannot be judged.'
        : budgetSentence(budget, first, peak as Bytes, crossings),
  };
}
