import { formatAddress, formatBytes, formatCount, formatShare } from '../base/format';
import type { Finding } from '../core/analysis/answers';
import type { DomainReport, Report } from '../core/analysis/report';
import type { TraceMeta } from '../core/tables/trace-meta';
import type { Analyses } from './analyses';
import { budgetLines } from './budget-text';
import { coverageLines, crossingLines } from './coverage-text';
import { ownerLines } from './owners-text';
import { printable } from './printable';
import type { BudgetReport } from './report-budgets';
import { ruleLines } from './rules-text';
import type { EngineReport } from './simulate';
import { textTable } from './text-table';

/** Faults listed one by one; the rest are only counted. */
const LISTED_FAULTS = 20;

/** The report for people: what was found, totals, accounts, faults, and what could not be read as meant. */
export function reportText(
  report: Report,
  meta: TraceMeta,
  findings: readonly Finding[],
  engine: EngineReport | undefined,
  analyses: Analyses,
  budgets: readonly BudgetReport[] = [],
): string {
  const sections = [
    [`${printable(meta.header['program'] ?? 'Trace')}: ${meta.fidelity.label}, ${formatCount(report.events)} events`],
    findings.map(({ severity, text }) => `${severity === 'information' ? '·' : '!'} ${printable(text)}`),
    totalLines(report),
    domainLines(report),
    scopeLines(report),
    coverageLines(analyses.coverage).map(printable),
    crossingLines(analyses.crossings).map(printable),
    ownerLines(analyses.owners).map(printable),
    ruleLines(analyses.rules).map(printable),
    engine === undefined ? [] : engineLines(engine),
    budgetLines(budgets).map(printable),
    faultLines(report),
    meta.warnings.map(
      ({ count, text }) => `${printable(text)}${count > 1 ? ` (${formatCount(count)} of this kind)` : ''}`,
    ),
  ];
  return `${sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`;
}

function totalLines(report: Report): string[] {
  const rows = [
    ['Peak', formatBytes(report.peakBytes), report.peakEvent < 0 ? '' : `at event ${formatCount(report.peakEvent)}`],
    ['Live at end', formatBytes(report.liveAtEnd.bytes), `in ${formatCount(report.liveAtEnd.blocks)} blocks`],
    ['Allocated', formatBytes(report.allocatedBytes), `in ${formatCount(report.allocations)} allocations`],
    ['Reallocations', formatCount(report.reallocations), ''],
    ['Frees', formatCount(report.frees), report.unknownFrees > 0 ? `${formatCount(report.unknownFrees)} unknown` : ''],
    ['Temporary', formatCount(report.temporary), shareOf(report.temporary, report.allocations + report.reallocations)],
    ...(report.failed > 0 ? [['Failed', formatCount(report.failed), '']] : []),
  ];
  return textTable(rows, ['left', 'right', 'left']);
}

function shareOf(part: number, whole: number): string {
  return whole === 0 ? '' : `${formatShare(part / whole)} of allocations and reallocations`;
}

function domainLines({ byDomain }: Report): string[] {
  const named = (row: DomainReport): string => (row.name === '' ? 'unnamed' : printable(row.name));
  return accountLines('Domain', byDomain.map((row) => ({ ...row, label: `${named(row)} (${row.kind})` }))); // prettier-ignore
}

function scopeLines({ byScope }: Report): string[] {
  return accountLines('Scope', byScope.map((row) => ({ ...row, label: row.scope }))); // prettier-ignore
}

type Account = Omit<DomainReport, 'name' | 'kind'> & { readonly label: string };

function accountLines(what: string, accounts: readonly Account[]): string[] {
  if (accounts.length === 0) return [];
  const rows = accounts.map((row) => [
    row.label,
    formatBytes(row.peakBytes),
    formatBytes(row.liveBytesAtEnd),
    formatBytes(row.allocatedBytes),
    formatCount(row.allocations),
  ]);
  return textTable(
    [[what, 'Peak', 'Live at end', 'Allocated', 'Allocations'], ...rows],
    ['left', 'right', 'right', 'right', 'right'],
  );
}

function engineLines({ name, footprintBytes, operations }: EngineReport): string[] {
  return [`Simulated: ${name}, footprint ${formatBytes(footprintBytes)} after ${formatCount(operations)} operations`];
}

function faultLines({ faults }: Report): string[] {
  if (faults.length === 0) return [];
  const rows = faults
    .slice(0, LISTED_FAULTS)
    .map(({ kind, event, address }) => [kind, `event ${formatCount(event)}`, formatAddress(address)]);
  const more = faults.length - rows.length;
  const lines = textTable([['Fault', 'At', 'Address'], ...rows], ['left', 'right', 'right']);
  return more > 0 ? [...lines, `and ${formatCount(more)} more`] : lines;
}
