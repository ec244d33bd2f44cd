import { assertNever } from '../../../base/assert';
import { groupBy } from '../../../base/group-by';
import { SCOPES } from '../../tables/domains';
import type { ContextId, ObjectId } from '../../tables/indices';
import type { Trace } from '../../tables/trace';
import type { OutlivedBlock, Owner } from './outlived';

export function bytesOutlived(trace: Trace, blocks: readonly OutlivedBlock[]): number {
  return blocks.reduce((sum, { block }) => sum + trace.sizeOf(block), 0);
}

/** Outlived blocks by the owner that left them behind; the owner that left most first. */
export function outlivedByOwner(trace: Trace, outlived: readonly OutlivedBlock[]): OutlivedBlock[][] {
  const groups = groupBy(outlived, ({ owner }) => Object.values(owner).join(' '));
  return [...groups.values()].sort((a, b) => bytesOutlived(trace, b) - bytesOutlived(trace, a));
}

/** How the owner ended, as the last part of a sentence on its blocks. */
export function outlivedReason(trace: Trace, owner: Owner): string {
  switch (owner.kind) {
    case 'object':
      return `${objectName(trace, owner.object)} was destroyed without them`;
    case 'orphan':
      return `${objectName(trace, owner.object)} was never destroyed, though its ${objectType(trace, owner.parent)} was`;
    case 'context':
      return `the context ${contextName(trace, owner.context)} ended before them`;
    case 'scope':
      return SCOPES[owner.scope] === 'COMMAND'
        ? 'the command that they were taken for had returned'
        : `the last ${SCOPES[owner.scope] === 'DEVICE' ? 'VkDevice' : 'VkInstance'} was destroyed before them`;
    default:
      return assertNever(owner);
  }
}

function objectName(trace: Trace, object: ObjectId): string {
  return trace.strings.get(trace.objects.name.get(object));
}

/** `VkDevice` of `VkDevice 0x55d0`. */
function objectType(trace: Trace, object: ObjectId): string {
  return objectName(trace, object).split(' ', 1)[0];
}

function contextName(trace: Trace, context: ContextId): string {
  const name = trace.strings.get(trace.contexts.name.get(context));
  return name === '' ? String(context) : name;
}
