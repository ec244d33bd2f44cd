import type { ModuleId } from '../../tables/indices';

/** Two modules that a block crossed between, in either direction. */
export interface Edge {
  readonly from: ModuleId;
  readonly to: ModuleId;
  readonly blocks: number;
}

/** Greatest number of modules whose subsets are gone through one by one (2^12 = 4096). */
const MOST_SWEPT = 12;

/** Modules that take part in crossings, by component: blocks cross within a component and never between two. */
export function connectedComponents(edges: readonly Edge[]): ModuleId[][] {
  const component = new Map<ModuleId, Set<ModuleId>>();
  const of = (module: ModuleId): Set<ModuleId> => component.get(module) ?? new Set([module]);
  for (const { from, to } of edges) {
    const joined = new Set([...of(from), ...of(to)]);
    for (const module of joined) component.set(module, joined);
  }
  return [...new Set(component.values())].map((members) => [...members].sort((a, b) => a - b));
}

/** Blocks that have exactly one side in `chosen`. */
export function imbalancedBlocks(edges: readonly Edge[], chosen: ReadonlySet<ModuleId>): number {
  let blocks = 0;
  for (const edge of edges) if (chosen.has(edge.from) !== chosen.has(edge.to)) blocks += edge.blocks;
  return blocks;
}

/** What intercepting each subset of the modules that take part would break. */
export interface Sweep {
  readonly modules: readonly ModuleId[];
  /** 2^k for k modules. */
  readonly subsets: number;
  /** Subsets without a finding: unions of connected components, 2^c for c components. */
  readonly balanced: number;
  /** Findings (blocks) of the empty set, of the full one, and of the worst that was looked at. */
  readonly empty: number;
  readonly full: number;
  readonly worst: { readonly modules: readonly ModuleId[]; readonly blocks: number };
  /** `subsets`: each was gone through. `components`: too many; one module at a time was, the balanced ones follow from the components. */
  readonly by: 'subsets' | 'components';
}

/** Goes through all subsets of the modules that take part; with more than {@link MOST_SWEPT} modules see {@link Sweep.by}. */
export function sweepSubsets(edges: readonly Edge[]): Sweep {
  const components = connectedComponents(edges);
  const modules = components.flat().sort((a, b) => a - b);
  const isSmall = modules.length <= MOST_SWEPT;
  let balanced = 0;
  let worst: Sweep['worst'] = { modules: [], blocks: 0 };
  for (const subset of isSmall ? allSubsets(modules) : modules.map((module) => [module])) {
    const blocks = imbalancedBlocks(edges, new Set(subset));
    if (blocks === 0) balanced++;
    if (blocks > worst.blocks) worst = { modules: subset, blocks };
  }
  return {
    modules,
    subsets: 2 ** modules.length,
    balanced: isSmall ? balanced : 2 ** components.length,
    empty: imbalancedBlocks(edges, new Set()),
    full: imbalancedBlocks(edges, new Set(modules)),
    worst,
    by: isSmall ? 'subsets' : 'components',
  };
}

function* allSubsets(modules: readonly ModuleId[]): Generator<ModuleId[]> {
  for (let bits = 0; bits < 2 ** modules.length; bits++) yield modules.filter((_, at) => ((bits >>> at) & 1) === 1);
}
