import { formatBytes, formatCount } from '../../../base/format';
import { AccessTargets } from '../../replay/access-targets';
import { EventKind } from '../../tables/events';
import { NONE, type BlockRow, type EventIndex } from '../../tables/indices';
import type { Trace } from '../../tables/trace';
import type { Finding } from '../answers';
import type { FindingSources } from './sources';
import { counted } from '../../../base/wording';

/** A recorded read or write of bytes that were not those of a live block. */
interface Miss {
  readonly event: EventIndex;
  readonly block: BlockRow;
  /** `a write of 1 B behind a block of 64 B`. */
  readonly what: string;
}

/** Recorded reads and writes that miss their block, as the recorded addresses have it: no layer is asked. */
export function accessFinding({ trace }: FindingSources): Finding | undefined {
  if (trace.accesses.count === 0) return undefined;
  const targets = new AccessTargets(trace);
  let first: Miss | undefined;
  let count = 0;
  for (let event = 0 as EventIndex; event < trace.events.length; event++) {
    const kind = trace.events.kind.get(event);
    if (kind !== EventKind.Read && kind !== EventKind.Write) continue;
    const access = trace.events.operand.get(event);
    const place = placeOf(trace, event, access, targets.of(access));
    if (place === undefined) continue;
    count++;
    const bytes = formatBytes(trace.accesses.size.get(access));
    const what = `a ${kind === EventKind.Write ? 'write' : 'read'} of ${bytes} ${place}`;
    first ??= { event, block: targets.of(access), what };
  }
  if (first === undefined) return undefined;
  return {
    id: 'accesses',
    severity: 'error',
    text: `${counted(count, 'access misses its block', 'accesses miss their block')}; the first at event ${formatCount(first.event)}, ${first.what}.`,
    target: { cursor: first.event, block: first.block, tab: 'guards' },
  };
}

/** Where an access lies that is not within the live block that was meant; undefined where it is, or none is known. */
function placeOf(trace: Trace, event: EventIndex, access: number, block: BlockRow): string | undefined {
  if (block === NONE) return undefined;
  const { accesses, blocks } = trace;
  const size = trace.sizeOf(block);
  const offset = accesses.address.get(access) - blocks.address.get(block);
  const named = `block of ${formatBytes(size)}`;
  if (offset < 0) return `before a ${named}`;
  if (blocks.death.get(block) <= event) return `in a freed ${named}`;
  return offset + accesses.size.get(access) > size ? `behind a ${named}` : undefined;
}
