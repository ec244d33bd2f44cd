import { assertNever } from '../../../base/assert';
import { formatBytes } from '../../../base/format';
import { SCOPES } from '../../tables/domains';
import type { ContextId, ObjectId } from '../../tables/indices';
import type { Trace } from '../../tables/trace';
import type { Finding } from '../answers';
import { outlivedBlocks, type OutlivedBlock, type Owner } from './outlived';
import type { FindingSources } from './sources';
import { counted } from './wording';
import { lastEvent } from './last-event';

/** Blocks that outlived their owner, with the owner that left most behind. */
export function outlivedFinding({ trace, live }: FindingSources): Finding | undefined {
  const outlived = outlivedBlocks(trace, live.rowsAt(lastEvent(trace)));
  if (outlived.length === 0) return undefined;
  const [worst, ...others] = byOwner(trace, outlived);
  const rest = others.flat();
  const more = rest.length === 0 ? '' : `; ${left(trace, rest)} more outlived other owners`;
  return {
    id: 'outlived',
    severity: 'error',
    text: `${left(trace, worst)} outlived ${ownerText(trace, worst[0].owner)}${more}.`,
    target: { cursor: worst[0].since, block: worst[0].block, metric: 'leaked' },
  };
}

function left(trace: Trace, blocks: readonly OutlivedBlock[]): string {
  const bytes = blocks.reduce((sum, { block }) => sum + trace.sizeOf(block), 0);
  return `${counted(blocks.length, 'block')} (${formatBytes(bytes)})`;
}

function byOwner(trace: Trace, outlived: readonly OutlivedBlock[]): OutlivedBlock[][] {
  const groups = new Map<string, OutlivedBlock[]>();
  for (const one of outlived) {
    const key = Object.values(one.owner).join(' ');
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [one]);
    else group.push(one);
  }
  const bytesOf = (group: readonly OutlivedBlock[]): number =>
    group.reduce((sum, { block }) => sum + trace.sizeOf(block), 0);
  return [...groups.values()].sort((a, b) => bytesOf(b) - bytesOf(a));
}

function ownerText(trace: Trace, owner: Owner): string {
  switch (owner.kind) {
    case 'object':
      return `the destroyed ${objectName(trace, owner.object)}`;
    case 'orphan':
      return `${objectName(trace, owner.parent)}: ${objectName(trace, owner.object)} was never destroyed`;
    case 'context':
      return `the context ${contextName(trace, owner.context)}`;
    case 'scope':
      return SCOPES[owner.scope] === 'COMMAND'
        ? 'the command they were taken for'
        : `the last ${SCOPES[owner.scope] === 'DEVICE' ? 'VkDevice' : 'VkInstance'}`;
    default:
      return assertNever(owner);
  }
}

function objectName(trace: Trace, object: ObjectId): string {
  return trace.strings.get(trace.objects.name.get(object));
}

function contextName(trace: Trace, context: ContextId): string {
  const name = trace.strings.get(trace.contexts.name.get(context));
  return name === '' ? String(context) : name;
}
