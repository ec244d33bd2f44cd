import { formatBytes, formatCount } from '../../../base/format';
import type { Finding } from '../answers';
import { pinnedSpan, type Extent } from './pinned-span';
import type { FindingSources } from './sources';

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
      `After the peak, from event ${formatCount(pinned.from)} to ${formatCount(pinned.to)}, ` +
      `${extentText(pinned.blocks, formatCount)} blocks (${extentText(pinned.bytes, formatBytes)}) still lie across ` +
      `${formatBytes(pinned.span)} of the recorded heap and may keep that memory from the system.`,
    target: { cursor: pinned.to, block: pinned.highest },
  };
}

/** `6`, `6 to 8`. */
function extentText({ least, greatest }: Extent, format: (value: number) => string): string {
  return least === greatest ? format(least) : `${format(least)} to ${format(greatest)}`;
}
