import { rallocOnTable, type RallocOnTable } from '../../facades/ralloc-on-table';
import { stackFrames } from '../../tables/code-names';
import type { Trace } from '../../tables/trace';
import type { TraceMeta } from '../../tables/trace-meta';
import { ownerLabel } from './owner-label';
import type { OwnerRoot, OwnersSummary } from './owners-answer';
import { ownersSummary } from './owners-summary';
import { Ownership } from './ownership';

/** Frames shown of a root's stack. */
const MOST_FRAMES = 6;

/** `owners` of `report --json`: the summary with names in place of ids. */
export interface OwnersReport extends Omit<OwnersSummary, 'topRoots'> {
  /** The same blocks replayed on contexts that take an allocator table; absent where the heap found no memory. */
  readonly onTable?: RallocOnTable;
  readonly topRoots: readonly (Omit<OwnerRoot, 'block' | 'stack'> & {
    /** The function that asked for the root. */
    readonly name: string;
    /** Innermost first: `module!function`. */
    readonly stack: readonly string[];
  })[];
}

/** undefined: the trace has no ralloc blocks. */
export function ownersReport(trace: Trace, { totals, fidelity }: TraceMeta): OwnersReport | undefined {
  const ownership = new Ownership(trace);
  while (!ownership.step(Infinity));
  const summary = ownersSummary(trace, totals, ownership);
  if (summary === undefined) return undefined;
  const onTable = rallocOnTable(trace, ownership, fidelity.pointerBytes);
  return {
    ...summary,
    ...(onTable && { onTable }),
    topRoots: summary.topRoots.map(({ block, stack, ...figures }) => ({
      name: ownerLabel(trace, block),
      ...figures,
      stack: stackFrames(trace, stack)
        .slice(0, MOST_FRAMES)
        .map(({ module, label }) => `${module}!${label}`),
    })),
  };
}
