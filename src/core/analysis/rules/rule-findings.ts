import type { RuleId, RuleSeverity } from '../../faults/rule';
import { SEVERITIES } from '../../faults/rule';
import type { IdiomId } from '../../faults/rules-idioms';
import type { RuleNeed } from '../../faults/rules-needs';
import { RULES, ruleIndex } from '../../faults/rules';
import { domainName } from '../../tables/domain-names';
import { NONE } from '../../tables/indices';
import type { Trace } from '../../tables/trace';
import type { RuleInstance, RuleSummary } from './rule-answers';
import { reasonNotChecked } from './rule-context';
import type { RuleRow, RuleRowTable } from './rule-rows';
import { commandText, objectName, ruleSentence } from './rule-sentence';

/** What checking a trace against the rules came to. */
export class RuleFindings {
  /** By rule: its rows, in order of event. */
  private readonly byRule: readonly (readonly RuleRow[])[];

  constructor(
    private readonly trace: Trace,
    private readonly rows: RuleRowTable,
    private readonly missing: ReadonlySet<RuleNeed>,
    /** Whether the trace has anything that the rules are about: a Vulkan table, or Vulkan calls. */
    readonly isOfVulkan: boolean,
  ) {
    const byRule: RuleRow[][] = RULES.map(() => []);
    for (let row = 0 as RuleRow; row < rows.length; row++) byRule[ruleIndex(rows.ruleOf(row))].push(row);
    for (const own of byRule) own.sort((a, b) => this.byEvent(a, b));
    this.byRule = byRule;
  }

  /** Every rule, in order of its id. */
  summaries(accepted: ReadonlySet<IdiomId>): readonly RuleSummary[] {
    return RULES.map((rule, index) => {
      const bySeverity: Record<RuleSeverity, number> = { error: 0, warning: 0, information: 0 };
      let known = 0;
      for (const row of this.byRule[index]) {
        bySeverity[this.rows.severityOf(row, accepted)]++;
        const idiom = this.rows.idiomOf(row);
        if (idiom !== undefined && accepted.has(idiom)) known++;
      }
      const { id, name, severity, blame, sentence } = rule;
      const notChecked = reasonNotChecked(rule, this.missing);
      return { id, name, severity, blame, sentence, count: this.byRule[index].length, bySeverity, known, notChecked };
    });
  }

  /** Breaches `from` … of a rule that have one of the severities `shown`, in order of event. */
  instances(
    rule: RuleId,
    accepted: ReadonlySet<IdiomId>,
    from: number,
    count: number,
    shown: readonly string[] = SEVERITIES,
  ): readonly RuleInstance[] {
    const rows = this.byRule[ruleIndex(rule)].filter((row) => shown.includes(this.rows.severityOf(row, accepted)));
    return rows.slice(from, from + count).map((row) => this.instance(row, accepted));
  }

  /** The first `count` breaches of all rules, the worst first, equals in order of event. */
  worst(accepted: ReadonlySet<IdiomId>, count: number): readonly RuleInstance[] {
    const bySeverity: Record<RuleSeverity, RuleRow[]> = { error: [], warning: [], information: [] };
    for (let row = 0 as RuleRow; row < this.rows.length; row++) {
      bySeverity[this.rows.severityOf(row, accepted)].push(row);
    }
    const worst: RuleRow[] = [];
    for (const severity of SEVERITIES) {
      if (worst.length >= count) break;
      worst.push(...bySeverity[severity].sort((a, b) => this.byEvent(a, b)).slice(0, count - worst.length));
    }
    return worst.map((row) => this.instance(row, accepted));
  }

  private instance(row: RuleRow, accepted: ReadonlySet<IdiomId>): RuleInstance {
    const { rows, trace } = this;
    const call = rows.call.get(row);
    const object = rows.object.get(row);
    const domain = rows.domain.get(row);
    return {
      rule: rows.ruleOf(row),
      severity: rows.severityOf(row, accepted),
      event: rows.event.get(row),
      block: rows.block.get(row),
      command: call === NONE ? '' : commandText(trace, call),
      object: object === NONE ? '' : objectName(trace, object),
      domain: domain === NONE ? '' : domainName(trace, domain),
      idiom: rows.idiomOf(row),
      text: ruleSentence(trace, rows, row),
    };
  }

  private byEvent(a: RuleRow, b: RuleRow): number {
    return this.rows.event.get(a) - this.rows.event.get(b) || a - b;
  }
}
