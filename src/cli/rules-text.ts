import { formatCount } from '../base/format';
import type { RulesReport } from '../core/analysis/rules/rule-report';
import { textTable } from './text-table';

/** Errors and warnings listed one by one; the rest are only counted. */
const LISTED = 20;

/** The rules of Vulkan's callbacks for people: what was broken, where, and what this trace cannot decide. */
export function ruleLines(rules: RulesReport): string[] {
  if (!rules.isOfVulkan) return [];
  const { error, warning, information } = rules.bySeverity;
  const counts = [`errors ${formatCount(error)}`, `warnings ${formatCount(warning)}`, `information ${formatCount(information)}`]; // prettier-ignore
  return [`Rules VKM-01 … 60: ${counts.join(', ')}`, ...brokenLines(rules), ...findingLines(rules), ...notCheckedLines(rules)]; // prettier-ignore
}

function brokenLines({ broken }: RulesReport): string[] {
  const rows = broken.map(({ id, name, count, known, sentence }) => [
    id,
    name,
    formatCount(count),
    known === count ? `known idiom: ${sentence}` : sentence,
  ]);
  return rows.length === 0 ? [] : textTable(rows, ['left', 'left', 'right', 'left']);
}

function findingLines({ findings }: RulesReport): string[] {
  const grave = findings.filter(({ severity }) => severity !== 'information');
  const rows = grave
    .slice(0, LISTED)
    .map(({ severity, rule, event, command, text }) => [
      severity === 'error' ? '!' : '·',
      rule,
      `event ${formatCount(event)}`,
      command,
      text,
    ]);
  const lines = rows.length === 0 ? [] : textTable(rows, ['left', 'left', 'right', 'left', 'left']);
  return grave.length > rows.length ? [...lines, `and ${formatCount(grave.length - rows.length)} more`] : lines;
}

/** One line for each reason. */
function notCheckedLines({ notChecked }: RulesReport): string[] {
  const byReason = new Map<string, string[]>();
  for (const { id, reason } of notChecked)
    byReason.set(reason, [...(byReason.get(reason) ?? []), id.slice('VKM-'.length)]);
  return [...byReason].map(([reason, ids]) => `Not checked: VKM-${ids.join(', ')}. ${reason}`);
}
