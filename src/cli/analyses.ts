import { coverageReport, type CoverageReport } from '../core/analysis/coverage/coverage-report';
import { crossingsReport, type CrossingsReport } from '../core/analysis/interception/crossings-report';
import { ownersReport, type OwnersReport } from '../core/analysis/owners/owners-report';
import { rulesReport, type RulesReport } from '../core/analysis/rules/rule-report';
import type { Budget } from '../core/layers/budget';
import type { ReadTrace } from '../formats/trace-reader';

/** What a report says beyond the figures; a part is absent where the trace has nothing of it. The keys of its JSON. */
export interface Analyses {
  readonly coverage?: CoverageReport;
  readonly crossings?: CrossingsReport;
  readonly owners?: OwnersReport;
  readonly rules: RulesReport;
}

export function computeAnalyses({ trace, meta }: ReadTrace, budgets: readonly Budget[] = []): Analyses {
  const coverage = coverageReport(trace, meta);
  const crossings = crossingsReport(trace);
  const owners = ownersReport(trace, meta);
  const rules = rulesReport(trace, meta, budgets);
  return { ...(coverage && { coverage }), ...(crossings && { crossings }), ...(owners && { owners }), rules };
}
