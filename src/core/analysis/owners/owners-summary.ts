import { NONE, type BlockRow } from '../../tables/indices';
import type { Trace } from '../../tables/trace';
import type { Totals } from '../../tables/trace-meta';
import { inheritedCoverage } from './inherited-coverage';
import { stackOf } from './owner-label';
import type { OwnerRoot, OwnersSummary } from './owners-answer';
import type { Ownership } from './ownership';

/** Roots listed one by one. */
const TOP_ROOTS = 20;

/** The owners' trees of a trace in figures; undefined: the trace has no ralloc blocks. */
export function ownersSummary(trace: Trace, totals: Totals, ownership: Ownership): OwnersSummary | undefined {
  const { rows, releases, peak } = ownership;
  if (rows.length === 0) return undefined;
  return {
    blocks: rows.length - ownership.reallocations,
    owners: ownership.owners,
    roots: ownership.totals.roots.size,
    depth: ownership.totals.depth,
    peakBytes: peak.bytes,
    peakEvent: peak.event,
    reallocations: ownership.reallocations,
    steals: ownership.steals,
    adoptions: ownership.adoptions,
    explicitFrees: ownership.frees - releases.count,
    freesByOwner: releases.count,
    outsideBacking: rows.filter((row) => !liesInBacking(trace, row)).length,
    topRoots: topRoots(trace, ownership),
    coverage: inheritedCoverage(trace, ownership, totals.peakEvent),
  };
}

function topRoots(trace: Trace, { totals }: Ownership): OwnerRoot[] {
  return [...totals.roots]
    .sort(([a, { peak: x }], [b, { peak: y }]) => y - x || a - b)
    .slice(0, TOP_ROOTS)
    .map(([block, { peak, peakEvent }]) => ({
      block,
      stack: stackOf(trace, block),
      peakBytes: peak as OwnerRoot['peakBytes'],
      peakEvent,
    }));
}

/** Whether all of a block lies in the block that it was taken from. */
function liesInBacking(trace: Trace, row: BlockRow): boolean {
  const { address, backing } = trace.blocks;
  const outer = backing.get(row);
  if (outer === NONE) return false;
  const offset = address.get(row) - address.get(outer);
  return offset >= 0 && offset + trace.sizeOf(row) <= trace.sizeOf(outer);
}
