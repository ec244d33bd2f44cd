import type { ModuleId } from '../../core/tables/indices';
import type { CrossingOutcome, InterceptedCell, InterceptedModule, Interception } from '../../worker/protocol';

/** Two modules: blocks that one allocated and the other released. */
export interface ModulePair {
  readonly from: ModuleId;
  readonly to: ModuleId;
}

/** What a cell shows of its blocks. */
export type Measure = 'blocks' | 'bytes';

/** A row and a column of the matrix; without a module it stands for all that have no row of their own. */
export interface MatrixModule {
  readonly module: InterceptedModule | undefined;
  readonly folded: number;
}

/** What the blocks of a row and column come to. */
export type MatrixCell = Pick<InterceptedCell, 'blocks' | 'bytes' | 'outcome' | 'imbalanced' | 'optOuts'>;

export interface Matrix {
  readonly modules: readonly MatrixModule[];
  /** By row, then by column; undefined: no block. */
  readonly cells: readonly (readonly (MatrixCell | undefined)[])[];
}

/** Modules with a row of their own at most. */
const MOST_MODULES = 14;

/** Lays a matrix out: modules that blocks cross to or from first, those that are too many folded into one. */
export function layOutMatrix({ modules, cells }: Interception, most = MOST_MODULES): Matrix {
  const crossing = new Map<ModuleId, number>();
  for (const { from, to, blocks } of cells) {
    if (from === to) continue;
    for (const module of [from, to]) crossing.set(module, (crossing.get(module) ?? 0) + blocks);
  }
  const weight = ({ module }: InterceptedModule): number => crossing.get(module) ?? 0;
  const ordered = [...modules].sort((a, b) => weight(b) - weight(a) || b.bytes - a.bytes);
  const own = ordered.length > most ? ordered.slice(0, most - 1) : ordered;
  const folded = ordered.length - own.length;
  const rows: MatrixModule[] = own.map((module) => ({ module, folded: 0 }));
  if (folded > 0) rows.push({ module: undefined, folded });
  const place = new Map(own.map(({ module }, index) => [module, index]));
  const laidOut: (MatrixCell | undefined)[][] = rows.map(() => rows.map(() => undefined));
  for (const cell of cells) {
    const row = laidOut[place.get(cell.from) ?? own.length];
    const column = place.get(cell.to) ?? own.length;
    row[column] = joined(row[column], cell);
  }
  return { modules: rows, cells: laidOut };
}

function joined(known: MatrixCell | undefined, cell: MatrixCell): MatrixCell {
  if (known === undefined) return cell;
  return {
    blocks: known.blocks + cell.blocks,
    bytes: known.bytes + cell.bytes,
    outcome: worse(known, cell),
    imbalanced: {
      blocks: known.imbalanced.blocks + cell.imbalanced.blocks,
      bytes: known.imbalanced.bytes + cell.imbalanced.bytes,
    },
    optOuts: known.optOuts + cell.optOuts,
  };
}

function worse(a: MatrixCell, b: MatrixCell): CrossingOutcome {
  if (a.imbalanced.blocks > 0) return a.outcome;
  if (b.imbalanced.blocks > 0) return b.outcome;
  return a.outcome === 'raw' ? 'raw' : b.outcome;
}
