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

/** What to call a target that is not among those of the trace. */
export function targetLabel(target: string): string {
  return target.replace(/^(?:domain|module|context):/, '');
}
