import { stackFrames } from '../../tables/code-names';
import type { BlockRow, StackId } from '../../tables/indices';
import type { Trace } from '../../tables/trace';

/** ralloc's own functions, and what stands on them: whoever called these asked for the block. */
const ALLOCATES = /^(ralloc|rzalloc|reralloc|rerzalloc|resize|linear|gc)(_|$)/;

/** The function that asked for a block: the innermost one that is not ralloc's. Empty without a stack. */
export function ownerLabel(trace: Trace, block: BlockRow): string {
  const frames = stackFrames(trace, stackOf(trace, block));
  return (frames.find(({ label }) => !ALLOCATES.test(label)) ?? frames.at(0))?.label ?? '';
}

export function stackOf({ blocks, sites }: Trace, block: BlockRow): StackId {
  return sites.stack.get(blocks.site.get(block));
}
