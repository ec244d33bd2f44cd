import { SEVERITIES, type RuleId, type RuleSeverity } from '../../faults/rule';
import { ALL_IDIOMS, type IdiomId } from '../../faults/rules-idioms';
import type { Trace } from '../../tables/trace';
import type { TraceMeta } from '../../tables/trace-meta';
import type { Budget } from '../../layers/budget';
import { checkRules } from './check-rules';
import type { RuleInstance, RuleSummary } from './rule-answers';
import { scopeBudgets } from './scope-budget';

/** Breaches that a report lists one by one; the rest are only counted. */
const LISTED = 200;

/** What `heapglass report` says of VKM-01 … VKM-60, with every known idiom accepted. */
export interface RulesReport {
  /** Whether the trace has anything that the rules are about: a Vulkan table, or Vulkan calls. */
  readonly isOfVulkan: boolean;
  readonly bySeverity: Readonly<Record<RuleSeverity, number>>;
  /** Rules that something broke, by id. */
  readonly broken: readonly Pick<RuleSummary, 'id' | 'name' | 'severity' | 'blame' | 'sentence' | 'count' | 'bySeverity' | 'known'>[]; // prettier-ignore
  /** The worst of them first, at most 200. */
  readonly findings: readonly RuleInstance[];
  /** Rules that this trace cannot decide. */
  readonly notChecked: readonly { readonly id: RuleId; readonly name: string; readonly reason: string }[];
}

/** Checks the rules; `budgets` are what VKM-60 judges by. */
export function rulesReport(trace: Trace, meta: TraceMeta, budgets: readonly Budget[] = []): RulesReport {
  const accepted: ReadonlySet<IdiomId> = new Set(ALL_IDIOMS);
  const steps = checkRules(trace, meta, { budgets: scopeBudgets(budgets) });
  let step = steps.next();
  while (step.done !== true) step = steps.next();
  const findings = step.value;
  const summaries = findings.summaries(accepted);
  const bySeverity: Record<RuleSeverity, number> = { error: 0, warning: 0, information: 0 };
  for (const summary of summaries) for (const each of SEVERITIES) bySeverity[each] += summary.bySeverity[each];
  return {
    isOfVulkan: findings.isOfVulkan,
    bySeverity,
    broken: summaries.filter(({ count }) => count > 0).map(({ notChecked: _, ...broken }) => broken),
    findings: findings.worst(accepted, LISTED),
    notChecked: summaries.flatMap(({ id, name, notChecked }) => (notChecked === undefined ? [] : [{ id, name, reason: notChecked }])), // prettier-ignore
  };
}
