import { formatBytes, formatCount } from '../../../base/format';
import type { Finding } from '../answers';
import { pinnedSpan } from './pinned-footprint';
import type { FindingSources } from './sources';
import { counted } from './wording';

/** What pins the footprint after the peak. Only where the trace has addresses. */
export function* footprintFinding({ trace, meta, live }: FindingSources): Generator<undefined, Finding | undefined> {
  const { peakEvent, peakBytes } = meta.totals;
  if (!meta.fidelity.addresses || peakEvent < 0) return undefined;
  const pinned = yield* pinnedSpan(trace, live, peakEvent, peakBytes);
  if (pinned === undefined) return undefined;
  return {
    id: 'footprint',
    severity: 'information',
    text:
      `After the peak, at event ${formatCount(pinned.event)}, ${counted(pinned.blocks, 'block')} ` +
      `(${formatBytes(pinned.bytes)}) still lie across ${formatBytes(pinned.span)} of the recorded heap and may keep ` +
      `that memory from the system.`,
    target: { cursor: pinned.event, block: pinned.last },
  };
}
