import { formatCount } from '../../../base/format';
import { FAULT_KINDS, type FaultKind } from '../../faults/kinds';
import type { FaultRow } from '../../tables/indices';
import type { Trace } from '../../tables/trace';
import type { TraceMeta } from '../../tables/trace-meta';
import type { Finding } from '../answers';
import type { FindingSources } from './sources';
import { counted, listed } from '../../../base/wording';

const NAMES: Readonly<Record<FaultKind, readonly [one: string, many: string]>> = {
  'double-free': ['double free', 'double frees'],
  'unknown-free': ['free of an address where nothing was live', 'frees of addresses where nothing was live'],
  'mismatched-free': ['free through another allocator', 'frees through another allocator'],
  'returned-live': ['live address given out again', 'live addresses given out again'],
  guard: ['access to a guard page', 'accesses to guard pages'],
  redzone: ['block with bytes beside it overwritten', 'blocks with bytes beside them overwritten'],
  cookie: ['block with the cookie of another allocator', 'blocks with cookies of other allocators'],
  unknown: ['free of an unknown pointer', 'frees of unknown pointers'],
};

/**
 * Faults other than mismatched frees, which have a sentence of their own. Frees of unknown addresses are information
 * where recording began late: those blocks were taken before.
 */
export function faultFinding({ trace, meta }: FindingSources): Finding | undefined {
  const isOfOwn = (row: FaultRow): boolean => kindOf(trace, row) !== 'mismatched-free';
  const rows = faultRows(trace).filter(isOfOwn);
  const wrong = unexpectedFaults(trace, meta).filter(isOfOwn);
  if (rows.length === 0) return undefined;
  const shown = wrong.length > 0 ? wrong : rows;
  const because = wrong.length > 0 ? '' : ': their blocks were taken before the recording began';
  return {
    id: 'faults',
    severity: wrong.length > 0 ? 'error' : 'information',
    text: `${listed(countsByKind(trace, shown))}; the first at event ${formatCount(trace.faults.event.get(shown[0]))}${because}.`,
    target: { cursor: trace.faults.event.get(shown[0]), block: trace.faults.block.get(shown[0]), tab: 'faults' },
  };
}

/** All faults but frees of unknown addresses where recording began late. */
export function unexpectedFaults(trace: Trace, meta: TraceMeta): FaultRow[] {
  return faultRows(trace).filter((row) => kindOf(trace, row) !== 'unknown-free' || !meta.fidelity.attached);
}

function faultRows(trace: Trace): FaultRow[] {
  return Array.from({ length: trace.faults.count }, (_, index) => (index + 1) as FaultRow);
}

function kindOf(trace: Trace, row: FaultRow): FaultKind {
  return FAULT_KINDS[trace.faults.kind.get(row)];
}

function countsByKind(trace: Trace, rows: readonly FaultRow[]): string[] {
  const counts = new Map<FaultKind, number>();
  for (const row of rows) counts.set(kindOf(trace, row), (counts.get(kindOf(trace, row)) ?? 0) + 1);
  return [...counts].sort(([, a], [, b]) => b - a).map(([kind, count]) => counted(count, ...NAMES[kind]));
}
