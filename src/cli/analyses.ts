import { coverageReport, type CoverageReport } from '../core/analysis/coverage/coverage-report';
import { crossingsReport, type CrossingsReport } from '../core/analysis/interception/crossings-report';
import { rulesReport, type RulesReport } from '../core/analysis/rules/rule-report';
import type { ReadTrace } from '../formats/trace-reader';

/** What a report says beyond the figures; a part is absent where the trace has nothing of it. The keys of its JSON. */
export interface Analyses {
  readonly coverage?: CoverageReport;
  readonly crossings?: CrossingsReport;
  readonly rules?: RulesReport;
}

export function computeAnalyses({ trace, meta }: ReadTrace): Analyses {
  const coverage = coverageReport(trace, meta);
  const crossings = crossingsReport(trace);
  const rules = rulesReport(trace, meta);
  return { ...(coverage && { coverage }), ...(crossings && { crossings }), ...(rules && { rules }) };
}
