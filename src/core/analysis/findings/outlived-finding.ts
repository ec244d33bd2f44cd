import { formatBytes } from '../../../base/format';
import { domainKind } from '../../tables/domain-names';
import { NONE, type BlockRow, type CallId } from '../../tables/indices';
import type { Trace } from '../../tables/trace';
import type { Finding } from '../answers';
import { countedSites } from '../counted-sites';
import { outlivedBlocks, type Owner } from './outlived';
import { bytesOutlived, outlivedByOwner, outlivedReason } from './outlived-owners';
import type { FindingSources } from './sources';
import { counted } from '../../../base/wording';
import { lastEvent } from './last-event';

/** Blocks that outlived their owner, and why those of the owner that left most behind did. */
export function outlivedFinding({ trace, live }: FindingSources): Finding | undefined {
  const liveAtEnd = live.rowsAt(lastEvent(trace));
  const outlived = outlivedBlocks(trace, liveAtEnd);
  if (outlived.length === 0) return undefined;
  const [worst] = outlivedByOwner(trace, outlived);
  const owner = outlived.length === 1 ? 'its owner' : 'their owners';
  return {
    id: 'outlived',
    severity: 'error',
    text:
      `${counted(outlived.length, 'block')} (${formatBytes(bytesOutlived(trace, outlived))}) outlived ${owner}: ` +
      `${outlivedReason(trace, worst[0].owner)}${besideText(trace, liveAtEnd, worst[0].owner)}.`,
    target: { cursor: worst[0].since, block: worst[0].block, metric: 'leaked' },
  };
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
