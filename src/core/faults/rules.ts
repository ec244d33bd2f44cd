import { ensure } from '../../base/assert';
import type { Rule, RuleId } from './rule';
import { LIFETIME_RULES } from './rules-lifetimes';
import { OUTCOME_RULES } from './rules-outcomes';
import { RELEASE_RULES } from './rules-releases';
import { REQUEST_RULES } from './rules-requests';
import { TABLE_RULES } from './rules-tables';

/** VKM-01 … VKM-60 of `vulkan-host-memory.md` §7, in this order. */
export const RULES: readonly Rule[] = [
  ...REQUEST_RULES,
  ...RELEASE_RULES,
  ...LIFETIME_RULES,
  ...TABLE_RULES,
  ...OUTCOME_RULES,
];

/** Place of a rule in {@link RULES}: what tables store. */
export function ruleIndex(id: RuleId): number {
  return Number(id.slice(4)) - 1;
}

export function ruleOf(id: RuleId): Rule {
  return ensure(RULES[ruleIndex(id)], 'a rule that is not in the table');
}
