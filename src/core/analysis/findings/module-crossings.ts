import { CHUNK_SHIFT } from '../../tables/column';
import { NONE, type BlockRow, type ModuleId, type StackId } from '../../tables/indices';
import type { Trace } from '../../tables/trace';

/** Blocks that one module's code allocated and another's released, by the innermost frames of both stacks. */
export interface ModuleCrossing {
  readonly from: ModuleId;
  readonly to: ModuleId;
  readonly blocks: number;
  readonly bytes: number;
  /** The first of them. */
  readonly first: BlockRow;
}

/** All crossings, those with the most blocks first. Only blocks whose release was recorded with its stack. */
export function moduleCrossings(trace: Trace): ModuleCrossing[] {
  const { blocks, modules } = trace;
  const crossings = new Map<number, { blocks: number; bytes: number; first: BlockRow }>();
  for (let row = 1; row < blocks.length; row++) {
    if (blocks.releaseStack.chunks[row >>> CHUNK_SHIFT] === undefined) continue;
    const block = row as BlockRow;
    const released = innermostModule(trace, blocks.releaseStack.get(block));
    const allocated = innermostModule(trace, trace.sites.stack.get(blocks.site.get(block)));
    if (released === allocated || released === NONE || allocated === NONE) continue;
    const key = allocated * modules.length + released;
    const crossing = crossings.get(key);
    if (crossing === undefined) crossings.set(key, { blocks: 1, bytes: trace.sizeOf(block), first: block });
    else {
      crossing.blocks++;
      crossing.bytes += trace.sizeOf(block);
    }
  }
  return [...crossings]
    .map(([key, crossing]) => ({
      from: Math.floor(key / modules.length) as ModuleId,
      to: (key % modules.length) as ModuleId,
      ...crossing,
    }))
    .sort((a, b) => b.blocks - a.blocks || b.bytes - a.bytes);
}

function innermostModule(trace: Trace, stack: StackId): ModuleId {
  return stack === NONE ? (NONE as ModuleId) : trace.frames.module.get(trace.stacks.frame.get(stack));
}
