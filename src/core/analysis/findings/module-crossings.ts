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

/** All crossings from one module to another, whatever functions they went through, those with the most blocks first. */
export function moduleCrossings(trace: Trace): ModuleCrossing[] {
  if (!hasReleaseStacks(trace)) return [];
  const crossings = new Crossings(trace, linkUnits(trace, new Set()));
  crossings.step(Infinity);
  const pairs = new Map<string, ModuleCrossing>();
  for (const { from, to, blocks, bytes, first } of crossings.cells()) {
    if (from === to) continue;
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
