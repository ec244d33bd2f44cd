import { CHUNK_MASK, CHUNK_SHIFT } from '../../tables/column';
import { denseChunks } from '../../tables/dense-chunks';
import { NONE, type BlockRow, type ModuleId, type SiteId, type StackId } from '../../tables/indices';
import type { Trace } from '../../tables/trace';
import { modulesByName } from '../module-identity';

/** Blocks that one module's code allocated and another's released, by the innermost frames of both stacks. */
export interface ModuleCrossing {
  readonly from: ModuleId;
  readonly to: ModuleId;
  readonly blocks: number;
  readonly bytes: number;
  /** The first of them. */
  readonly first: BlockRow;
}

/**
 * All crossings, those with the most blocks first. Only blocks whose release was recorded with its stack. Modules of
 * one name are one, by its first id.
 */
export function moduleCrossings(trace: Trace): ModuleCrossing[] {
  const { blocks, modules } = trace;
  if (blocks.releaseStack.byteLength === 0) return [];
  const innermost = innermostModules(trace);
  const sites = denseChunks(blocks.site);
  const crossings = new Map<number, { blocks: number; bytes: number; first: BlockRow }>();
  for (let row = 1; row < blocks.length; row++) {
    const releases = blocks.releaseStack.chunks[row >>> CHUNK_SHIFT];
    if (releases === undefined) continue;
    const released = innermost[releases[row & CHUNK_MASK]];
    if (released === NONE) continue;
    const site = sites[row >>> CHUNK_SHIFT][row & CHUNK_MASK] as SiteId;
    const allocated = innermost[trace.sites.stack.get(site)];
    if (released === allocated || allocated === NONE) continue;
    const key = allocated * modules.length + released;
    const size = trace.sizeOf(row as BlockRow);
    const crossing = crossings.get(key);
    if (crossing === undefined) crossings.set(key, { blocks: 1, bytes: size, first: row as BlockRow });
    else {
      crossing.blocks++;
      crossing.bytes += size;
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

/** By stack the module of its innermost frame. */
function innermostModules(trace: Trace): Uint32Array {
  const byName = modulesByName(trace);
  return Uint32Array.from(
    { length: Math.max(1, trace.stacks.length) },
    (_, stack) => byName[trace.frames.module.get(trace.stacks.frame.get(stack as StackId))],
  );
}
