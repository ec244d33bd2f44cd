import { FAULT_KINDS, type FaultKind } from '../faults/kinds';
import { DOMAIN_KINDS, NO_SCOPE, SCOPES, type AccountTable, type DomainKindName } from '../tables/domains';
import type { Address, Bytes, DomainId, EventIndex, FaultRow } from '../tables/indices';
import type { Trace } from '../tables/trace';
import type { Totals, TraceMeta } from '../tables/trace-meta';

export interface DomainReport {
  /** Empty for domain 0. */
  readonly name: string;
  readonly kind: DomainKindName;
  readonly peakBytes: Bytes;
  readonly allocatedBytes: Bytes;
  readonly allocations: number;
  readonly liveBytesAtEnd: Bytes;
  readonly liveBlocksAtEnd: number;
}

export interface ScopeReport {
  readonly scope: (typeof SCOPES)[number];
  readonly peakBytes: Bytes;
  readonly allocatedBytes: Bytes;
  readonly allocations: number;
  readonly liveBytesAtEnd: Bytes;
  readonly liveBlocksAtEnd: number;
}

export interface FaultReport {
  readonly kind: FaultKind;
  readonly event: EventIndex;
  readonly address: Address;
}

/** What `heapglass report --json` prints; `heapglass-trace.md` ("What the figures mean") defines every figure. */
export interface Report extends Omit<Totals, 'liveBytes' | 'liveBlocks'> {
  readonly format: string;
  readonly liveAtEnd: { readonly bytes: Bytes; readonly blocks: number };
  readonly byDomain: readonly DomainReport[];
  readonly byScope: readonly ScopeReport[];
  readonly faults: readonly FaultReport[];
  readonly faultsByKind: Readonly<Partial<Record<FaultKind, number>>>;
  readonly skipped: Readonly<Record<string, number>>;
}

/** The figures of a trace that was read to its end. */
export function report(trace: Trace, meta: TraceMeta): Report {
  const { totals } = meta;
  const faults = faultReports(trace);
  return {
    format: meta.fidelity.format,
    events: totals.events,
    allocations: totals.allocations,
    frees: totals.frees,
    reallocations: totals.reallocations,
    failed: totals.failed,
    freesOfNull: totals.freesOfNull,
    allocatedBytes: totals.allocatedBytes,
    peakBytes: totals.peakBytes,
    peakEvent: totals.peakEvent,
    liveAtEnd: { bytes: totals.liveBytes, blocks: totals.liveBlocks },
    temporary: totals.temporary,
    unknownFrees: totals.unknownFrees,
    byDomain: domainReports(trace),
    byScope: scopeReports(trace),
    faults,
    faultsByKind: countByKind(faults),
    skipped: meta.skipped,
  };
}

/** Each domain that ever gave a block, by id. */
function domainReports(trace: Trace): DomainReport[] {
  const { domains } = trace;
  const reports: DomainReport[] = [];
  for (let domain = 0 as DomainId; domain < Math.max(1, domains.length); domain++) {
    if (domains.allocations.get(domain) === 0) continue;
    reports.push({
      name: trace.strings.get(domains.name.get(domain)),
      kind: DOMAIN_KINDS[domains.kind.get(domain)],
      ...account(domains, domain),
    });
  }
  return reports;
}

/** Each scope that a block of a Vulkan domain had. */
function scopeReports(trace: Trace): ScopeReport[] {
  const reports: ScopeReport[] = [];
  for (let scope = 0; scope < NO_SCOPE; scope++) {
    if (trace.scopes.allocations.get(scope) > 0)
      reports.push({ scope: SCOPES[scope], ...account(trace.scopes, scope) });
  }
  return reports;
}

function account<Row extends number>(accounts: AccountTable<Row>, row: Row): Omit<ScopeReport, 'scope'> {
  return {
    peakBytes: accounts.peakBytes.get(row) as Bytes,
    allocatedBytes: accounts.allocatedBytes.get(row) as Bytes,
    allocations: accounts.allocations.get(row),
    liveBytesAtEnd: accounts.liveBytes.get(row) as Bytes,
    liveBlocksAtEnd: accounts.liveBlocks.get(row),
  };
}

function faultReports(trace: Trace): FaultReport[] {
  const { faults } = trace;
  const reports: FaultReport[] = [];
  for (let row = 1 as FaultRow; row < faults.length; row++) {
    reports.push({
      kind: FAULT_KINDS[faults.kind.get(row)],
      event: faults.event.get(row),
      address: faults.address.get(row),
    });
  }
  return reports;
}

function countByKind(faults: readonly FaultReport[]): Partial<Record<FaultKind, number>> {
  const counts: Partial<Record<FaultKind, number>> = {};
  for (const { kind } of faults) counts[kind] = (counts[kind] ?? 0) + 1;
  return counts;
}
