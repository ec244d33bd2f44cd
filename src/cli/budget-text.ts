import { formatBytes } from '../base/format';
import type { BudgetHolder } from '../core/analysis/budgets/budget-answer';
import type { BudgetReport } from './report-budgets';

/** Of a budget's first refusal: frames of its stack, and holders of each kind. */
const MOST_FRAMES = 8;
const MOST_HOLDERS = 4;

/** What each budget came to: its sentence, and of the first refusal or crossing the stack and who held the memory. */
export function budgetLines(budgets: readonly BudgetReport[]): string[] {
  return budgets.flatMap(({ text, firstRefusal, firstCrossing }) => {
    const passing = firstRefusal ?? firstCrossing;
    if (passing === undefined) return [text];
    return [
      text,
      ...passing.frames.slice(0, MOST_FRAMES).map((frame) => `    ${frame}`),
      ...heldBy('module', passing.byModule),
      ...heldBy('domain', passing.byDomain),
      ...heldBy('scope', passing.byScope),
    ];
  });
}

function heldBy(what: string, holders: readonly BudgetHolder[]): string[] {
  if (holders.length === 0) return [];
  const named = holders.slice(0, MOST_HOLDERS).map(({ name, liveBytes }) => `${name} ${formatBytes(liveBytes)}`);
  return [`  held by ${what}: ${named.join(', ')}`];
}
