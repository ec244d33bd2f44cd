import type { Finding } from '../core/analysis/answers';
import { findFindings } from '../core/analysis/findings/findings';
import { LiveBlocks } from '../core/analysis/live-blocks';
import { SiteTotals } from '../core/analysis/site-totals';
import type { ReadTrace } from '../formats/trace-reader';

/** The findings of a whole trace, as the page shows them. */
export function computeFindings({ trace, meta }: ReadTrace): readonly Finding[] {
  const totals = new SiteTotals(trace, meta.totals.peakEvent);
  while (!totals.step(Infinity));
  const search = findFindings({ trace, meta, live: new LiveBlocks(trace), totals });
  for (;;) {
    const { done, value } = search.next();
    if (done === true) return value;
  }
}
