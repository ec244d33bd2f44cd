import { stackFrames } from '../../tables/code-names';
import type { BlockRow, StackId } from '../../tables/indices';
import type { Trace } from '../../tables/trace';
import { moduleText } from '../groups';
import type { Sweep } from './balanced-sets';
import { Crossings, hasReleaseStacks } from './crossings';
import { intercept } from './interception';
import { linkUnits } from './link-units';

/** Blocks that one module allocated and another released, with the sites of the first of them. */
export interface CrossingReport {
  readonly from: string;
  readonly to: string;
  readonly blocks: number;
  readonly bytes: number;
  /** Frames, innermost first: `module!function`. */
  readonly allocatedAt: readonly string[];
  readonly releasedAt: readonly string[];
}

/** Who releases what others allocated, and what can be intercepted in balance: `crossings` of `report --json`. */
export interface CrossingsReport {
  readonly crossings: readonly CrossingReport[];
  /** Every union of these is balanced; with a module out of reach only the whole process is. */
  readonly balancedSets: readonly { readonly modules: readonly string[]; readonly outOfReach: readonly string[] }[];
  readonly sweep: Pick<Sweep, 'subsets' | 'balanced' | 'by'>;
  readonly neverReleased: number;
  readonly notAttributed: number;
  readonly verdict: string;
}

/** Frames shown of a site. */
const MOST_FRAMES = 4;

/** With shared libraries and nothing intercepted. undefined: the trace does not tell which code released. */
export function crossingsReport(trace: Trace): CrossingsReport | undefined {
  if (!hasReleaseStacks(trace)) return undefined;
  const crossings = new Crossings(trace, linkUnits(trace, new Set()));
  while (!crossings.step(Infinity));
  const answer = intercept(trace, crossings, { mode: 'none', modules: [], staticModules: [] });
  const { neverReleased, notAttributed, verdict, sweep } = answer;
  return {
    crossings: answer.cells
      .filter(({ from, to }) => from !== to)
      .map(({ from, to, blocks, bytes, first }) => ({
        ...{ from: moduleText(trace, from), to: moduleText(trace, to), blocks, bytes },
        ...sitesOf(trace, first),
      })),
    balancedSets: answer.balancedSets.map(({ modules, outOfReach }) => ({
      modules: modules.map((module) => moduleText(trace, module)),
      outOfReach: outOfReach.map((module) => moduleText(trace, module)),
    })),
    sweep: { subsets: sweep.subsets, balanced: sweep.balanced, by: sweep.by },
    ...{ neverReleased, notAttributed, verdict },
  };
}

function sitesOf(trace: Trace, block: BlockRow): Pick<CrossingReport, 'allocatedAt' | 'releasedAt'> {
  const frames = (stack: StackId): string[] =>
    stackFrames(trace, stack)
      .slice(0, MOST_FRAMES)
      .map(({ module, label }) => `${module}!${label}`);
  return {
    allocatedAt: frames(trace.sites.stack.get(trace.blocks.site.get(block))),
    releasedAt: frames(trace.blocks.releaseStack.get(block)),
  };
}
