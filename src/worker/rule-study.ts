import { checkRules } from '../core/analysis/rules/check-rules';
import type { RulePage, RuleView } from '../core/analysis/rules/rule-answers';
import type { RuleFindings } from '../core/analysis/rules/rule-findings';
import { rulePage } from '../core/analysis/rules/rule-page';
import type { ScopeBudget } from '../core/analysis/rules/scope-budget';
import type { RuleId } from '../core/faults/rule';
import type { Trace } from '../core/tables/trace';
import type { TraceMeta } from '../core/tables/trace-meta';
import { Later } from './later';
import type { Workload } from './workload';

/** The rules checked on the open trace, anew when the budgets are others. */
export class RuleStudy {
  private checked: { readonly budgets: string; readonly findings: Later<RuleFindings> } | undefined;

  constructor(
    private readonly trace: Trace,
    private readonly meta: TraceMeta,
    private readonly workload: Workload,
    /** What comes first. */
    private readonly overview: () => Promise<unknown>,
  ) {}

  /** Rows `from` … of what `view` shows. */
  async page(view: RuleView, open: readonly RuleId[], from: number, count: number): Promise<RulePage> {
    return rulePage(await this.findings(view.budgets), view, open, from, count);
  }

  private findings(budgets: readonly ScopeBudget[]): Promise<RuleFindings> {
    const key = JSON.stringify(budgets);
    if (this.checked?.budgets !== key) {
      const findings = new Later(async () => {
        await this.overview();
        return this.workload.steps(checkRules(this.trace, this.meta, { budgets }));
      });
      this.checked = { budgets: key, findings };
    }
    return this.checked.findings.ready();
  }
}
