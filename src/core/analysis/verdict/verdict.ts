import { formatAddress, formatBytes, formatCount, formatShare } from '../../../base/format';
import { FAULT_KINDS } from '../../faults/kinds';
import { NONE, type FaultRow, type StackId } from '../../tables/indices';
import type { Trace } from '../../tables/trace';
import type { Totals } from '../../tables/trace-meta';
import { unexpectedFaults } from '../findings/fault-finding';
import type { FindingSources } from '../findings/sources';
import { counted } from '../../../base/wording';
import { missedAccesses, type MissedAccess } from '../missed-accesses';
import { findLeaks, leakText, placeText, stackSignature, type Leak } from './leaks';
import type { Suppressions } from './suppressions';

/** What a trace must keep to. Absent limits are not checked. */
export interface Limits {
  readonly maxPeakBytes?: number;
  readonly maxLiveAtEnd?: { readonly unit: 'bytes' | 'blocks'; readonly most: number };
  readonly noLeaks?: boolean;
  readonly noFaults?: boolean;
  /** Leaks and faults of these stacks do not count. */
  readonly suppressions: Suppressions;
  /** Figures may pass those of `base` by this share of them; leaks that `base` has do not count. */
  readonly against?: { readonly base: FindingSources; readonly tolerance: number };
}

export interface Check {
  /** As the command line spells it: `max-peak`. */
  readonly name: string;
  readonly passes: boolean;
  /** One sentence without its full stop. */
  readonly text: string;
  /** What is wrong, one by one; empty when it passes. */
  readonly details: readonly string[];
}

/** Holds a trace against its limits, one check for each limit that was set, in this order. */
export function checkTrace(sources: FindingSources, limits: Limits): readonly Check[] {
  const checks: Check[] = [];
  const { totals } = sources.meta;
  if (limits.maxPeakBytes !== undefined) checks.push(checkPeak(totals, limits.maxPeakBytes));
  if (limits.maxLiveAtEnd !== undefined) checks.push(checkLiveAtEnd(totals, limits.maxLiveAtEnd));
  if (limits.noLeaks === true) checks.push(checkLeaks(sources, limits));
  if (limits.noFaults === true) checks.push(checkFaults(sources, limits));
  if (limits.against !== undefined) checks.push(...checkAgainst(totals, limits.against));
  return checks;
}

function checkPeak({ peakBytes, peakEvent }: Totals, most: number): Check {
  const passes = peakBytes <= most;
  return {
    name: 'max-peak',
    passes,
    text: `the peak is ${formatBytes(peakBytes)} of at most ${formatBytes(most)}`,
    details: passes ? [] : [`it is reached at event ${formatCount(peakEvent)}`],
  };
}

function checkLiveAtEnd(totals: Totals, { unit, most }: NonNullable<Limits['maxLiveAtEnd']>): Check {
  const is = unit === 'bytes' ? totals.liveBytes : totals.liveBlocks;
  const format = unit === 'bytes' ? formatBytes : (blocks: number) => counted(blocks, 'block');
  return {
    name: 'max-live-at-end',
    passes: is <= most,
    text: `${format(is)} live at the end of at most ${format(most)}`,
    details: [],
  };
}

function checkLeaks(sources: FindingSources, limits: Limits): Check {
  const leaks = newLeaks(sources, findLeaks(sources, limits.suppressions), limits);
  const bytes = leaks.reduce((sum, leak) => sum + leak.bytes, 0);
  const passes = leaks.length === 0;
  return {
    name: 'no-leaks',
    passes,
    text: passes
      ? 'nothing outlived its owner, nothing grows'
      : `${counted(
          leaks.reduce((sum, leak) => sum + leak.blocks, 0),
          'leaked block',
        )} (${formatBytes(bytes)})`,
    details: leaks.map((leak) => leakText(sources.trace, leak)),
  };
}

/** Those that the baseline does not have with as many bytes. */
function newLeaks(
  { trace }: FindingSources,
  leaks: readonly Leak[],
  { against, suppressions }: Limits,
): readonly Leak[] {
  if (against === undefined) return leaks;
  const { base } = against;
  const known = new Map(
    findLeaks(base, suppressions).map((leak) => [stackSignature(base.trace, leak.stack), leak.bytes]),
  );
  return leaks.filter(({ stack, bytes }) => bytes > (known.get(stackSignature(trace, stack)) ?? 0));
}

function checkFaults({ trace, meta }: FindingSources, { suppressions }: Limits): Check {
  const faults = unexpectedFaults(trace, meta).filter((row) => !suppressions.holdFor(trace, stackOf(trace, row)));
  const missed = [...missedAccesses(trace)].filter(({ stack }) => !suppressions.holdFor(trace, stack));
  const count = faults.length + missed.length;
  return {
    name: 'no-faults',
    passes: count === 0,
    text: count === 0 ? 'no faults' : counted(count, 'fault'),
    details: [...faults.map((row) => faultText(trace, row)), ...missed.map((access) => accessText(trace, access))],
  };
}

/** Stack of the faulty call or access, else of the block's allocation. */
function stackOf(trace: Trace, row: FaultRow): StackId {
  const own = trace.faults.stack.get(row);
  return own === NONE ? trace.sites.stack.get(trace.blocks.site.get(trace.faults.block.get(row))) : own;
}

function faultText(trace: Trace, row: FaultRow): string {
  const { kind, event, address } = trace.faults;
  const where = `event ${formatCount(event.get(row))}, ${formatAddress(address.get(row))}`;
  return `${FAULT_KINDS[kind.get(row)]} at ${where}: ${placeText(trace, stackOf(trace, row))}`;
}

function accessText(trace: Trace, { event, stack, text }: MissedAccess): string {
  return `${text} at event ${formatCount(event)}: ${placeText(trace, stack)}`;
}

/** Figures that must not grow, and how each is said. */
const COMPARED = [
  { name: 'peak', of: ({ peakBytes }: Totals) => peakBytes, format: formatBytes },
  { name: 'live at the end', of: ({ liveBytes }: Totals) => liveBytes, format: formatBytes },
  { name: 'allocated in all', of: ({ allocatedBytes }: Totals) => allocatedBytes, format: formatBytes },
  { name: 'allocations', of: ({ allocations }: Totals) => allocations, format: formatCount },
] as const;

function checkAgainst(totals: Totals, { base, tolerance }: NonNullable<Limits['against']>): Check[] {
  return COMPARED.map(({ name, of, format }) => {
    const [is, was] = [of(totals), of(base.meta.totals)];
    return {
      name: 'against',
      passes: is <= was * (1 + tolerance),
      text: `${name}: ${format(is)}, was ${format(was)}${changeText(is, was)}, ${formatShare(tolerance)} more is allowed`,
      details: [],
    };
  });
}

function changeText(is: number, was: number): string {
  if (is === was || was === 0) return '';
  return ` (${is > was ? '+' : '−'}${formatShare(Math.abs(is - was) / was)})`;
}
