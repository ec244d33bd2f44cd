import { assertNever } from '../../../base/assert';
import { formatBytes } from '../../../base/format';
import { SCOPES } from '../../tables/domains';
import { domainKind } from '../../tables/domain-names';
import { NONE, type BlockRow, type CallId, type ContextId, type ObjectId } from '../../tables/indices';
import type { Trace } from '../../tables/trace';
import type { Finding } from '../answers';
import { countedSites } from '../counted-sites';
import { outlivedBlocks, type OutlivedBlock, type Owner } from './outlived';
import type { FindingSources } from './sources';
import { counted } from './wording';
import { lastEvent } from './last-event';

/** Blocks that outlived their owner, and why those of the owner that left most behind did. */
export function outlivedFinding({ trace, live }: FindingSources): Finding | undefined {
  const liveAtEnd = live.rowsAt(lastEvent(trace));
  const outlived = outlivedBlocks(trace, liveAtEnd);
  if (outlived.length === 0) return undefined;
  const [worst] = byOwner(trace, outlived);
  const owner = outlived.length === 1 ? 'its owner' : 'their owners';
  return {
    id: 'outlived',
    severity: 'error',
    text:
      `${counted(outlived.length, 'block')} (${formatBytes(bytesOf(trace, outlived))}) outlived ${owner}: ` +
      `${reason(trace, worst[0].owner)}${besideText(trace, liveAtEnd, worst[0].owner)}.`,
    target: { cursor: worst[0].since, block: worst[0].block, metric: 'leaked' },
  };
}

function bytesOf(trace: Trace, blocks: readonly OutlivedBlock[]): number {
  return blocks.reduce((sum, { block }) => sum + trace.sizeOf(block), 0);
}

function byOwner(trace: Trace, outlived: readonly OutlivedBlock[]): OutlivedBlock[][] {
  const groups = new Map<string, OutlivedBlock[]>();
  for (const one of outlived) {
    const key = Object.values(one.owner).join(' ');
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [one]);
    else group.push(one);
  }
  return [...groups.values()].sort((a, b) => bytesOf(trace, b) - bytesOf(trace, a));
}

function reason(trace: Trace, owner: Owner): string {
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

/** What the call that made an orphan took elsewhere than through the callbacks, and left behind too. */
function besideText(trace: Trace, liveAtEnd: Uint32Array, owner: Owner): string {
  if (owner.kind !== 'orphan') return '';
  const call = trace.objects.call.get(owner.object);
  const bytes = call === NONE ? 0 : bytesBeside(trace, liveAtEnd, call);
  if (bytes === 0) return '';
  return `; ${formatBytes(bytes)} beside the callbacks stay too`;
}

function bytesBeside(trace: Trace, liveAtEnd: Uint32Array, call: CallId): number {
  const isCounted = countedSites(trace);
  let bytes = 0;
  for (const row of liveAtEnd) {
    const block = row as BlockRow;
    const site = trace.blocks.site.get(block);
    if (isCounted[site] === 0 || domainKind(trace, trace.sites.domain.get(site)) === 'vk') continue;
    if (trace.callRuns.at(trace.blocks.birth.get(block)) === call) bytes += trace.sizeOf(block);
  }
  return bytes;
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
