import type { Budget } from '../../layers/budget';
import { NONE, type BlockRow, type Bytes, type EventIndex } from '../../tables/indices';
import type { Trace } from '../../tables/trace';
import type { BudgetAnswer } from './budget-answer';
import { passingBefore } from './budget-walk';
import { heldBytes, judged } from './judged-budget';

/** What a budget for the resident set comes to, by the samples that the recorder took. In steps of a few milliseconds. */
export function* residentSetAnswer(trace: Trace, budget: Budget): Generator<void, BudgetAnswer> {
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
  const first =
    firstRow < 0 ? undefined : yield* passingBefore(trace, at, NONE as BlockRow, residentSet.bytes.get(firstRow));
  const before = heldBytes(peakBefore as Bytes);
  const answer = judged(budget, { ...heldBytes(peak as Bytes), before, crossings, first });
  if (residentSet.length > 0) return answer;
  return { ...answer, text: 'The trace has no samples of the resident set, so a budget for it cannot be judged.' };
}
