import { formatBytes, formatCount } from '../../../base/format';
import { budgetName, type Budget } from '../../layers/budget';
import type { Bytes } from '../../tables/indices';
import type { BudgetPassing } from './budget-answer';

/** What a budget came to, in one or two sentences. `peak`: the most that was ever held, had nothing been refused. */
export function budgetSentence(
  budget: Budget,
  first: BudgetPassing | undefined,
  peak: Bytes,
  crossings: number,
): string {
  const name = `The budget of ${formatBytes(budget.limitBytes)} for ${subjectOf(budget)}`;
  if (first === undefined) {
    return peak === 0
      ? `${name} was never touched: the trace has no such memory.`
      : `${name} is kept: at most ${formatBytes(peak)} were held.`;
  }
  const asked = request(first);
  const at = `first at event ${formatCount(first.event)}${asked}`;
  if (budget.mode === 'hard') return `${name} refuses ${at}. After that the program would have gone another way.`;
  return `${name} is passed ${crossings === 1 ? 'once' : `${formatCount(crossings)} times`}, ${at}.`;
}

/** With the measure, where that is not what the program asked for. */
function subjectOf(budget: Budget): string {
  if (budget.measure === 'footprint') return 'the simulated footprint';
  return budget.measure === 'resident-set' ? 'the resident set' : budgetName(budget);
}

function request({ block, requestedBytes, heldBytes, frames, domain }: BudgetPassing): string {
  const held = `${formatBytes(heldBytes)} were held`;
  if (block === 0) return `, when ${held}`;
  return `: ${formatBytes(requestedBytes)} of ${domain}${frames.length === 0 ? '' : ` asked for in ${frames[0]}`}, when ${held}`;
}
