import { formatBytes } from '../../base/format';
import { AccessTargets } from '../replay/access-targets';
import { EventKind } from '../tables/events';
import { NONE, type BlockRow, type EventIndex, type StackId } from '../tables/indices';
import type { Trace } from '../tables/trace';

/** A recorded read or write of bytes that were not those of a live block. */
export interface MissedAccess {
  readonly event: EventIndex;
  /** The block that was meant. */
  readonly block: BlockRow;
  /** 0 = not known. */
  readonly stack: StackId;
  /** `a write of 1 B behind a block of 64 B`. */
  readonly text: string;
}

/** Recorded reads and writes that miss their block, as the recorded addresses have it: no layer is asked. */
export function* missedAccesses(trace: Trace): Generator<MissedAccess, void> {
  if (trace.accesses.count === 0) return;
  const { accesses, events } = trace;
  const targets = new AccessTargets(trace);
  for (let event = 0 as EventIndex; event < events.length; event++) {
    const kind = events.kind.get(event);
    if (kind !== EventKind.Read && kind !== EventKind.Write) continue;
    const access = events.operand.get(event);
    const block = targets.of(access);
    const place = placeOf(trace, event, access, block);
    if (place === undefined) continue;
    const verb = kind === EventKind.Write ? 'write' : 'read';
    const text = `a ${verb} of ${formatBytes(accesses.size.get(access))} ${place}`;
    yield { event, block, stack: accesses.stack.get(access), text };
  }
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
