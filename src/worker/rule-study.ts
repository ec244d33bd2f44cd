import { checkRules } from '../core/analysis/rules/check-rules';
import type { RuleFindings } from '../core/analysis/rules/rule-findings';
import type { ScopeBudget } from '../core/analysis/rules/scope-budget';
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

  ready(budgets: readonly ScopeBudget[]): Promise<RuleFindings> {
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
