import type { BlockRow, ModuleId } from '../../tables/indices';
import type { Sweep } from './balanced-sets';
import type { CrossingOutcome, InterceptionChoice } from './truth-table';

// What a choice of interception comes to, as it crosses to the page and to the command line.

/** A module that allocated or released with C's or C++'s functions. */
export interface InterceptedModule {
  readonly module: ModuleId;
  /** What its code asked for in the whole trace. */
  readonly blocks: number;
  readonly bytes: number;
  /** Neither source nor linker of the program reaches it: only process-wide interposition does. */
  readonly isOutOfReach: boolean;
}

/** What one module allocated and one released, C's and C++'s functions together. */
export interface InterceptedCell {
  readonly from: ModuleId;
  readonly to: ModuleId;
  readonly blocks: number;
  readonly bytes: number;
  readonly first: BlockRow;
  /** The worst of what becomes of its blocks; `imbalanced` of them are wrapped on one side only. */
  readonly outcome: CrossingOutcome;
  readonly imbalanced: { readonly blocks: number; readonly bytes: number };
  /** Blocks that wrappers would have to leave to plain `free` under an opt-out. */
  readonly optOuts: number;
}

/** Modules between which blocks cross; none crosses out of it. */
export interface BalancedSet {
  readonly modules: readonly ModuleId[];
  /** Of them, those out of reach: with one, no build of the program makes the set balanced. */
  readonly outOfReach: readonly ModuleId[];
}

/** What a choice of interception does to a trace. */
export interface Interception {
  readonly choice: InterceptionChoice;
  /** Modules in order of what they asked for, the greatest first. */
  readonly modules: readonly InterceptedModule[];
  /** Red cells first, then by blocks. */
  readonly cells: readonly InterceptedCell[];
  readonly red: { readonly cells: number; readonly blocks: number; readonly bytes: number };
  /** What intercepted calls asked for, of what all calls of C's and C++'s functions did. */
  readonly seen: {
    readonly blocks: number;
    readonly bytes: number;
    readonly allBlocks: number;
    readonly allBytes: number;
  };
  /** Every union of these is balanced, and nothing else is; the largest first. */
  readonly balancedSets: readonly BalancedSet[];
  readonly sweep: Sweep;
  /** Blocks that tell of no crossing: nothing released them, or a stack has no module. */
  readonly neverReleased: number;
  readonly notAttributed: number;
  readonly verdict: string;
}

/** The answer before it is put into a sentence. */
export type InterceptionFigures = Omit<Interception, 'verdict'>;
