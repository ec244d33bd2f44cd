import { formatBytes } from '../../../base/format';
import { stackFrames } from '../../tables/code-names';
import type { Finding } from '../answers';
import { growingStacks } from './growth';
import { lastEvent } from './last-event';
import type { FindingSources } from './sources';
import { counted } from '../../../base/wording';

/** Blocks of one stack that kept coming and were never released. */
export function growthFinding({ trace, live, totals }: FindingSources): Finding | undefined {
  const growing = growingStacks(trace, live.rowsAt(lastEvent(trace)), totals.allocated.count);
  if (growing.length === 0) return undefined;
  const [worst] = growing;
  const where = stackFrames(trace, worst.stack)
    .slice(0, 2)
    .map((frame) => frame.label)
    .join(' in ');
  const others = growing.length === 1 ? '' : `; ${counted(growing.length - 1, 'other stack')} too`;
  return {
    id: 'grows',
    severity: 'warning',
    text: `Memory grows: ${counted(worst.blocks, 'block')} (${formatBytes(worst.bytes)}) from ${where} came one after another and stayed${others}.`,
    target: { cursor: lastEvent(trace), block: worst.last, metric: 'leaked' },
  };
}

/** What was live when the trace ended: not a leak by itself. */
export function keptFinding({ trace, meta }: FindingSources): Finding | undefined {
  const { liveBytes, liveBlocks } = meta.totals;
  if (liveBlocks === 0) return undefined;
  return {
    id: 'kept',
    severity: 'information',
    text: `${counted(liveBlocks, 'block')} (${formatBytes(liveBytes)}) ${liveBlocks === 1 ? 'was' : 'were'} kept to the end; that alone is no leak.`,
    target: { cursor: lastEvent(trace), metric: 'leaked' },
  };
}
