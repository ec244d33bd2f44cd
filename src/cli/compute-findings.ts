import { runToEnd } from '../base/run-to-end';
import type { Finding } from '../core/analysis/answers';
import { findFindings } from '../core/analysis/findings/findings';
import type { FindingSources } from '../core/analysis/findings/sources';
import { LiveBlocks } from '../core/analysis/live-blocks';
import { SiteTotals } from '../core/analysis/site-totals';
import type { ReadTrace } from '../formats/trace-reader';

/** What findings and verdicts on a whole trace are computed from. */
export function findingSources({ trace, meta, figures }: ReadTrace): FindingSources {
  const totals = new SiteTotals(trace, meta.totals.peakEvent, { figures });
  while (!totals.step(Infinity));
  return { trace, meta, live: new LiveBlocks(trace), totals };
}

/** The findings of a whole trace, as the page shows them. */
export function computeFindings(read: ReadTrace): readonly Finding[] {
  return runToEnd(findFindings(findingSources(read)));
}
