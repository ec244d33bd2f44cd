import type { Trace } from '../../tables/trace';
import type { TraceMeta } from '../../tables/trace-meta';
import type { LiveBlocks } from '../live-blocks';
import type { SiteTotals } from '../site-totals';

/** What findings are computed from. `totals`: complete, over the whole trace. */
export interface FindingSources {
  readonly trace: Trace;
  readonly meta: TraceMeta;
  readonly live: LiveBlocks;
  readonly totals: SiteTotals;
}
