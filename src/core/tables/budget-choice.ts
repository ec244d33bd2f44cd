import { SCOPES } from './domains';
import type { Bytes } from './indices';

export const BUDGET_MODES = ['hard', 'soft'] as const;

/** A limit on what a part of the program may hold, as a person sets it. */
export interface BudgetChoice {
  /** As on the command line: `heap`, `total`, `OBJECT`, `domain:malloc`, `module:driver.so`, `context:shader`, `rss`. */
  readonly target: string;
  /** `hard` refuses what would pass it, `soft` only notes that. */
  readonly mode: (typeof BUDGET_MODES)[number];
  readonly limitBytes: Bytes;
}

/** `heap=67108864`, `OBJECT=1024,soft`: as the command line reads it, exact to the byte. */
export function budgetChoiceText({ target, mode, limitBytes }: BudgetChoice): string {
  return `${target}=${limitBytes}${mode === 'soft' ? ',soft' : ''}`;
}

/** Whether `text` names something that can have a budget, in whatever trace. */
export function isBudgetTarget(text: string): boolean {
  if (['heap', 'total', 'footprint', 'rss'].includes(text)) return true;
  if (SCOPES.some((scope) => scope === text.toUpperCase())) return true;
  return /^(?:domain|context|module|device|instance):[^]/.test(text);
}
