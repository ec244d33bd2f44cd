import { SEVERITIES, type RuleId } from '../../faults/rule';
import { ALL_IDIOMS, type IdiomId } from '../../faults/rules-idioms';
import type { RulePage, RuleSummary, RuleTableRow, RuleView } from './rule-answers';
import type { RuleFindings } from './rule-findings';

const WEIGHT = [...SEVERITIES, undefined];

/** Rows `from` … of the rules that `view` shows, each of `open` followed by its breaches; the worst rules first. */
export function rulePage(
  findings: RuleFindings,
  view: RuleView,
  open: readonly RuleId[],
  from: number,
  count: number,
): RulePage {
  const accepted = new Set<IdiomId>(ALL_IDIOMS.filter((id) => !view.strict.includes(id)));
  const summaries = findings.summaries(accepted);
  const rows: RuleTableRow[] = [];
  let at = 0;
  for (const summary of worstFirst(summaries.filter((each) => isShown(each, view)))) {
    const breaches = SEVERITIES.reduce(
      (sum, each) => sum + (view.shown.includes(each) ? summary.bySeverity[each] : 0),
      0,
    );
    const isOpen = open.includes(summary.id) && breaches > 0;
    if (at >= from && at < from + count) rows.push({ kind: 'rule', summary, isOpen, breaches });
    at++;
    if (!isOpen) continue;
    const first = Math.max(0, from - at);
    const last = Math.min(breaches, from + count - at);
    if (last > first) {
      const found = findings.instances(summary.id, accepted, first, last - first, view.shown);
      rows.push(...found.map((instance): RuleTableRow => ({ kind: 'breach', instance })));
    }
    at += breaches;
  }
  return { total: at, rows, summaries, isOfVulkan: findings.isOfVulkan };
}

function isShown(summary: RuleSummary, { shown }: RuleView): boolean {
  if (summary.notChecked !== undefined) return shown.includes('not-checked');
  if (summary.count === 0) return shown.includes('kept');
  return SEVERITIES.some((severity) => summary.bySeverity[severity] > 0 && shown.includes(severity));
}

/** By the worst of their breaches, equals by id. */
function worstFirst(summaries: readonly RuleSummary[]): readonly RuleSummary[] {
  const weight = ({ bySeverity }: RuleSummary): number =>
    WEIGHT.findIndex((severity) => severity === undefined || bySeverity[severity] > 0);
  return [...summaries].sort((a, b) => weight(a) - weight(b));
}
