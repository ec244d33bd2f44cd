import { formatCount } from '../../../base/format';
import { counted } from '../../../base/wording';
import type { Finding } from '../answers';
import { missedAccesses, type MissedAccess } from '../missed-accesses';
import type { FindingSources } from './sources';

/** Recorded reads and writes that miss their block. */
export function accessFinding({ trace }: FindingSources): Finding | undefined {
  let first: MissedAccess | undefined;
  let count = 0;
  for (const missed of missedAccesses(trace)) {
    first ??= missed;
    count++;
  }
  if (first === undefined) return undefined;
  const { event, block, text } = first;
  return {
    id: 'accesses',
    severity: 'error',
    text: `${counted(count, 'access misses its block', 'accesses miss their block')}; the first at event ${formatCount(event)}, ${text}.`,
    target: { cursor: event, block, tab: 'guards' },
  };
}
