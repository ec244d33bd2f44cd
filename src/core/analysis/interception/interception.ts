import { moduleName } from '../../tables/code-names';
import type { BlockRow, ModuleId } from '../../tables/indices';
import type { Trace } from '../../tables/trace';
import { connectedComponents, sweepSubsets, type Edge } from './balanced-sets';
import type { Crossing, Crossings } from './crossings';
import type { BalancedSet, InterceptedCell, InterceptedModule, Interception } from './interception-answer';
import {
  isImbalance,
  isIntercepted,
  isOutOfReach,
  needsOptOut,
  outcomeOf,
  type CrossingOutcome,
  type InterceptionChoice,
  type Reach,
} from './truth-table';
import { verdictOf } from './verdict';

/** `crossings`: complete, of the link units that `choice.staticModules` gives. */
export function intercept(trace: Trace, crossings: Crossings, choice: InterceptionChoice): Interception {
  const outOfReach: Reach = (module) => isOutOfReach(moduleName(trace, module));
  const ofFunctions = crossings.cells().filter(({ family }) => family !== 'own');
  const modules = modulesOf(crossings, ofFunctions, outOfReach);
  const cells = judgedCells(ofFunctions, choice, outOfReach);
  const edges = edgesOf(ofFunctions, choice, outOfReach);
  const red = cells.filter(({ imbalanced }) => imbalanced.blocks > 0);
  const answer = {
    choice,
    modules,
    cells,
    red: {
      cells: red.length,
      blocks: red.reduce((sum, { imbalanced }) => sum + imbalanced.blocks, 0),
      bytes: red.reduce((sum, { imbalanced }) => sum + imbalanced.bytes, 0),
    },
    seen: seenBy(crossings, choice, outOfReach),
    balancedSets: balancedSetsOf(modules, edges),
    sweep: sweepSubsets(edges),
    neverReleased: crossings.neverReleased,
    notAttributed: crossings.notAttributed,
  };
  return { ...answer, verdict: verdictOf(answer, (module) => moduleName(trace, module)) };
}

function modulesOf(crossings: Crossings, cells: readonly Crossing[], outOfReach: Reach): InterceptedModule[] {
  const asked = new Map<ModuleId, { blocks: number; bytes: number }>();
  for (const { module, family, blocks, bytes } of crossings.byModule()) {
    if (family === 'own' || module === 0) continue;
    const sum = asked.get(module);
    asked.set(module, { blocks: blocks + (sum?.blocks ?? 0), bytes: bytes + (sum?.bytes ?? 0) });
  }
  for (const { to } of cells) if (!asked.has(to)) asked.set(to, { blocks: 0, bytes: 0 });
  return [...asked]
    .map(([module, figures]) => ({ module, ...figures, isOutOfReach: outOfReach(module) }))
    .sort((a, b) => b.bytes - a.bytes || a.module - b.module);
}

function judgedCells(crossings: readonly Crossing[], choice: InterceptionChoice, outOfReach: Reach): InterceptedCell[] {
  const chosen = { mode: choice.mode, modules: new Set(choice.modules) };
  const cells = new Map<string, InterceptedCell>();
  for (const crossing of crossings) {
    const { from, to, blocks, bytes, first } = crossing;
    const outcome = outcomeOf(crossing, chosen, outOfReach);
    const cell = cells.get(`${from} ${to}`);
    const isRed = isImbalance(outcome);
    cells.set(`${from} ${to}`, {
      ...{ from, to },
      blocks: blocks + (cell?.blocks ?? 0),
      bytes: bytes + (cell?.bytes ?? 0),
      first: Math.min(first, cell?.first ?? first) as BlockRow,
      outcome: cell === undefined || isRed ? outcome : worseOf(cell.outcome, outcome),
      imbalanced: {
        blocks: (isRed ? blocks : 0) + (cell?.imbalanced.blocks ?? 0),
        bytes: (isRed ? bytes : 0) + (cell?.imbalanced.bytes ?? 0),
      },
      optOuts: (needsOptOut(crossing, choice.mode, outOfReach) ? blocks : 0) + (cell?.optOuts ?? 0),
    });
  }
  return [...cells.values()].sort(
    (a, b) => b.imbalanced.blocks - a.imbalanced.blocks || b.blocks - a.blocks || a.first - b.first,
  );
}

function worseOf(a: CrossingOutcome, b: CrossingOutcome): CrossingOutcome {
  if (isImbalance(a)) return a;
  return a === 'raw' || b === 'raw' ? 'raw' : 'ok';
}

/**
 * Between which modules a choice can break. Where nothing can (no interception, or of the whole process) the edges are
 * those of the linker: what would break if one began to choose.
 */
function edgesOf(crossings: readonly Crossing[], choice: InterceptionChoice, outOfReach: Reach): Edge[] {
  const isSource = choice.mode === 'wrappers';
  return crossings.filter(
    (crossing) =>
      crossing.from !== crossing.to &&
      (!isSource || (crossing.family === 'c' && !needsOptOut(crossing, choice.mode, outOfReach))),
  );
}

function balancedSetsOf(modules: readonly InterceptedModule[], edges: readonly Edge[]): BalancedSet[] {
  const components = connectedComponents(edges);
  const joined = new Set(components.flat());
  const alone = modules.filter(({ module }) => !joined.has(module)).map(({ module }) => [module]);
  const isOut = new Set(modules.filter((module) => module.isOutOfReach).map(({ module }) => module));
  return [...components, ...alone]
    .map((set) => ({ modules: set, outOfReach: set.filter((module) => isOut.has(module)) }))
    .sort((a, b) => b.modules.length - a.modules.length);
}

function seenBy(crossings: Crossings, choice: InterceptionChoice, outOfReach: Reach): Interception['seen'] {
  const chosen = { mode: choice.mode, modules: new Set(choice.modules) };
  const seen = { blocks: 0, bytes: 0, allBlocks: 0, allBytes: 0 };
  for (const { module, family, blocks, bytes } of crossings.byModule()) {
    if (family === 'own') continue;
    seen.allBlocks += blocks;
    seen.allBytes += bytes;
    if (!isIntercepted(module, family, chosen, outOfReach)) continue;
    seen.blocks += blocks;
    seen.bytes += bytes;
  }
  return seen;
}
