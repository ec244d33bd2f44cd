import type { BlockRow, ModuleId } from '../../tables/indices';
import type { Trace } from '../../tables/trace';
import { Crossings, hasReleaseStacks } from '../interception/crossings';
import { linkUnits } from '../interception/link-units';

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
 * Crossings from one module to another through C's and C++'s functions, those with the most blocks first. Memory of a
 * domain's own functions goes back to where it came from whoever calls them: a driver's last call of pfnFree is a jump,
 * after which the innermost frame is the caller's.
 */
export function moduleCrossings(trace: Trace): ModuleCrossing[] {
  if (!hasReleaseStacks(trace)) return [];
  const crossings = new Crossings(trace, linkUnits(trace, new Set()));
  crossings.step(Infinity);
  const pairs = new Map<string, ModuleCrossing>();
  for (const { from, to, family, blocks, bytes, first } of crossings.cells()) {
    if (from === to || family === 'own') continue;
    const pair = pairs.get(`${from} ${to}`);
    pairs.set(`${from} ${to}`, {
      ...{ from, to },
      blocks: blocks + (pair?.blocks ?? 0),
      bytes: bytes + (pair?.bytes ?? 0),
      first: Math.min(first, pair?.first ?? first) as BlockRow,
    });
  }
  return [...pairs.values()].sort((a, b) => b.blocks - a.blocks || b.bytes - a.bytes);
}
