import { formatBytes, formatCount, formatShare } from '../base/format';
import type { OwnersReport } from '../core/analysis/owners/owners-report';
import type { RallocOnTable } from '../core/facades/ralloc-on-table';
import type { InForce, Seen } from '../core/analysis/coverage/coverage-answer';
import { textTable } from './text-table';

/** Roots listed one by one. */
const LISTED = 10;

/** What is to be said of roots by what was in force where they were made. */
const DOUBT: Readonly<Partial<Record<InForce, string>>> = {
  'not-recorded': 'were made in commands whose table is not recorded: each counts as having one',
  null: 'were made in commands that were given NULL, and stay with libc',
  'no-command': 'were made outside of every command, and stay with libc',
};

/** Who owned whom among ralloc's blocks: lines of the report for people. */
export function ownerLines(owners: OwnersReport | undefined): string[] {
  if (owners === undefined) return [];
  const { coverage, blocks, roots, depth, steals, adoptions, explicitFrees, freesByOwner } = owners;
  const rows = owners.topRoots
    .slice(0, LISTED)
    .map(({ name, peakBytes, peakEvent }) => [
      name === '' ? 'unknown' : name,
      formatBytes(peakBytes),
      `event ${formatCount(peakEvent)}`,
    ]);
  return [
    `ralloc: ${formatCount(blocks)} blocks under ${formatCount(roots)} roots, at most ${formatCount(depth)} deep, peak ${formatBytes(owners.peakBytes)}`,
    `${formatCount(steals)} steals, ${formatCount(adoptions)} adoptions; ${formatCount(freesByOwner)} of ${formatCount(freesByOwner + explicitFrees)} frees came with the owner’s`,
    `If its roots took the table in force: callbacks see ${seenText(coverage.after.atPeak)} at the peak instead of ${seenText(coverage.before.atPeak)}`,
    ...coverage.byForce
      .filter(({ roots: made, inForce }) => made > 0 && DOUBT[inForce] !== undefined)
      .map(({ roots: made, inForce }) => `${formatCount(made)} roots ${DOUBT[inForce]}`),
    ...(owners.onTable === undefined ? [] : [onTableText(owners.onTable)]),
    ...textTable([['Root', 'Peak', 'At'], ...rows], ['left', 'right', 'right']),
  ];
}

function onTableText({ requests, peakBytes, stealsAcrossAllocators }: RallocOnTable): string {
  return `Replayed on contexts that take a table: ${formatCount(requests)} requests reach it, ${formatBytes(peakBytes)} at most; ${formatCount(stealsAcrossAllocators)} steals leave a block with another allocator than its owner’s`;
}

function seenText({ callbacks, all }: Seen): string {
  return `${formatBytes(callbacks)} (${all === 0 ? '–' : formatShare(callbacks / all)})`;
}
