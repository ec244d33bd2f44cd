import type { Bytes, EventIndex } from '../../core/tables/indices';
import type { Trace } from '../../core/tables/trace';
import type { AccountRow } from '../../worker/protocol';

/** Something that can have a budget, with what it holds now and held at most. */
export interface BudgetTarget {
  /** As in a budget: `heap`, `OBJECT`, `domain:malloc`. */
  readonly target: string;
  readonly label: string;
  /** undefined: not known at the cursor. */
  readonly liveBytes: number | undefined;
  readonly peakBytes: number;
}

/** What of a trace can have a budget at the instant of these accounts. `total`: its peak. */
export function budgetTargets(
  { domains, scopes }: { readonly domains: readonly AccountRow[]; readonly scopes: readonly AccountRow[] },
  isBacked: (domain: AccountRow) => boolean,
  totalPeak: number,
): readonly BudgetTarget[] {
  const inHeap = domains.filter((row) => !isBacked(row) && row.kind !== 'mmap');
  const live = (rows: readonly AccountRow[]): number => rows.reduce((sum, { liveBytes }) => sum + liveBytes, 0);
  return [
    { target: 'heap', label: 'All allocators', liveBytes: live(inHeap), peakBytes: totalPeak },
    ...(inHeap.length === domains.length
      ? []
      : [{ target: 'total', label: 'All memory, mmap too', liveBytes: live(domains.filter((row) => !isBacked(row))), peakBytes: totalPeak }]), // prettier-ignore
    ...scopes.map(({ name, liveBytes, peakBytes }) => ({ target: name, label: `${name} scope`, liveBytes, peakBytes })),
    ...domains.map(({ name, liveBytes, peakBytes }) => ({
      target: `domain:${name}`,
      label: name,
      liveBytes,
      peakBytes,
    })),
  ];
}

/** What is measured of a budget's subject; all but the first are of the whole process. */
export const MEASURES = [
  { target: 'heap', text: 'requested' },
  { target: 'footprint', text: 'simulated footprint' },
  { target: 'rss', text: 'resident set' },
] as const;

/** What a budget for this target measures, for people. */
export function measureText(target: string): string {
  return MEASURES.find((measure) => measure.target === target)?.text ?? MEASURES[0].text;
}

/** Whether a budget for this target can be measured in other ways: it is for all that allocators give. */
export function isOfWholeProcess(target: string): boolean {
  return MEASURES.some((measure) => measure.target === target);
}

/** The sample of the resident set in force at `cursor`; undefined: none was taken by then. */
export function residentSetAt({ residentSet }: Pick<Trace, 'residentSet'>, cursor: EventIndex): Bytes | undefined {
  let low = 0;
  let high = residentSet.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    // A sample bears the number of the event that came next.
    if (residentSet.event.get(middle) <= cursor + 1) low = middle + 1;
    else high = middle;
  }
  return low === 0 ? undefined : residentSet.bytes.get(low - 1);
}

/** What to call a target that is not among those of the trace. */
export function targetLabel(target: string): string {
  if (isOfWholeProcess(target)) return 'All allocators';
  return target.replace(/^(?:domain|module|context):/, '');
}
