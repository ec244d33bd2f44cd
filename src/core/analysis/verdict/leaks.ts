import { formatBytes } from '../../../base/format';
import { groupBy } from '../../../base/group-by';
import { stackFrames } from '../../tables/code-names';
import type { StackId } from '../../tables/indices';
import type { Trace } from '../../tables/trace';
import { outlivedBlocks } from '../findings/outlived';
import { outlivedByOwner, outlivedReason } from '../findings/outlived-owners';
import { growingStacks } from '../findings/growth';
import { lastEvent } from '../findings/last-event';
import type { FindingSources } from '../findings/sources';
import { counted } from '../../../base/wording';
import type { Suppressions } from './suppressions';

/** Memory that a program lost: blocks of one stack that outlived one owner, or that keep coming. */
export interface Leak {
  readonly blocks: number;
  readonly bytes: number;
  readonly stack: StackId;
  /** Why this is no memory kept on purpose. */
  readonly reason: string;
}

/**
 * What outlived its owner and what grows, greatest first. Memory that is merely live at the end is none of them.
 */
export function findLeaks({ trace, live, totals }: FindingSources, suppressed: Suppressions): readonly Leak[] {
  const liveAtEnd = live.rowsAt(lastEvent(trace));
  const leaks = [...outlived(trace, liveAtEnd), ...growing(trace, liveAtEnd, totals.allocated.count)];
  return leaks.filter(({ stack }) => !suppressed.holdFor(trace, stack)).sort((a, b) => b.bytes - a.bytes);
}

function outlived(trace: Trace, liveAtEnd: Uint32Array): Leak[] {
  return outlivedByOwner(trace, outlivedBlocks(trace, liveAtEnd)).flatMap((ofOwner) => {
    const byStack = groupBy(ofOwner, ({ block }) => trace.sites.stack.get(trace.blocks.site.get(block)));
    return [...byStack].map(([stack, blocks]) => ({
      blocks: blocks.length,
      bytes: blocks.reduce((sum, { block }) => sum + trace.sizeOf(block), 0),
      stack,
      reason: outlivedReason(trace, blocks[0].owner),
    }));
  });
}

function growing(trace: Trace, liveAtEnd: Uint32Array, given: Uint32Array): Leak[] {
  return growingStacks(trace, liveAtEnd, given).map(({ stack, blocks, bytes }) => ({
    ...{ blocks, bytes, stack },
    reason: 'they came one after another and stayed',
  }));
}

/** `3 blocks (96 B) at create_pipeline in main: the context “shader” ended before them`. */
export function leakText(trace: Trace, { blocks, bytes, stack, reason }: Leak): string {
  return `${counted(blocks, 'block')} (${formatBytes(bytes)}) at ${placeText(trace, stack)}: ${reason}`;
}

/** The three innermost functions of a stack. */
export function placeText(trace: Trace, stack: StackId): string {
  const frames = stackFrames(trace, stack);
  if (frames.length === 0) return 'an unknown place';
  return frames
    .slice(0, 3)
    .map(({ label }) => label)
    .join(' in ');
}

/** The same text for the same stack in another recording of the program: names, not addresses. */
export function stackSignature(trace: Trace, stack: StackId): string {
  return stackFrames(trace, stack)
    .map(({ label }) => label)
    .join('\n');
}
