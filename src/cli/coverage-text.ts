import { formatBytes, formatCount, formatShare } from '../base/format';
import type { Seen } from '../core/analysis/coverage/coverage-answer';
import type { CoverageReport } from '../core/analysis/coverage/coverage-report';
import type { CrossingsReport } from '../core/analysis/interception/crossings-report';
import { textTable } from './text-table';

/** Rows listed one by one. */
const LISTED = 10;

/** What the callbacks see: lines of the report for people. */
export function coverageLines(coverage: CoverageReport | undefined): string[] {
  if (coverage === undefined) return [];
  const { atPeak, visiblePeak, truePeak, byModule, plumbing, atPeakWithRalloc } = coverage;
  const rows = byModule
    .slice(0, LISTED)
    .map((row) => [
      row.module,
      formatBytes(row.atPeak.all),
      shareOf(row.atPeak),
      formatBytes(row.rawPeak.bytes),
      formatBytes(row.atEnd.all),
    ]);
  return [
    `Vulkan callbacks see ${seenText(atPeak)} at the peak; their own peak is ${formatBytes(visiblePeak.bytes)}, the true one ${formatBytes(truePeak.bytes)}`,
    ...(atPeakWithRalloc === undefined ? [] : [`With ralloc contexts on callbacks: ${seenText(atPeakWithRalloc)}`]),
    ...plumbing
      .filter(({ requests }) => requests > 0)
      .map(({ text, bytes, atPeak: held }) => `Past them ${formatBytes(bytes)}, ${formatBytes(held)} of it live at the peak, ${text}`), // prettier-ignore
    ...textTable(
      [['Module', 'At the peak', 'Seen', 'Own peak unseen', 'At the end'], ...rows],
      ['left', 'right', 'right', 'right', 'right'],
    ),
  ];
}

/** Who releases what others allocated: lines of the report for people. */
export function crossingLines(report: CrossingsReport | undefined): string[] {
  if (report === undefined) return [];
  const rows = report.crossings
    .slice(0, LISTED)
    .map(({ from, to, blocks, bytes }) => [from, to, formatCount(blocks), formatBytes(bytes)]);
  const table =
    rows.length === 0
      ? []
      : textTable([['Allocated in', 'Released in', 'Blocks', 'Bytes'], ...rows], ['left', 'left', 'right', 'right']);
  return [`Interception: ${report.verdict}`, ...table];
}

function seenText(seen: Seen): string {
  return `${formatBytes(seen.callbacks)} of ${formatBytes(seen.all)} (${shareOf(seen)})`;
}

function shareOf({ callbacks, all }: Seen): string {
  return all === 0 ? '' : formatShare(callbacks / all);
}
