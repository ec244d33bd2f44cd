import type { BudgetMeasure, BudgetMode } from '../../layers/budget';
import type { BlockRow, Bytes, EventIndex } from '../../tables/indices';

/** Who held how much at an instant. */
export interface BudgetHolder {
  readonly name: string;
  readonly liveBytes: Bytes;
}

/** The first request that a budget has no room for. */
export interface BudgetPassing {
  readonly event: EventIndex;
  /** The block that the recorded program got; 0 where the measure is not of single requests. */
  readonly block: BlockRow;
  /** Bytes asked for, and what the budget's subject held just before. */
  readonly requestedBytes: Bytes;
  readonly heldBytes: Bytes;
  readonly domain: string;
  /** undefined: no scope was recorded. */
  readonly scope: string | undefined;
  /** Functions of the request's stack, innermost first; empty where no stack was recorded. */
  readonly frames: readonly string[];
  /** Just before, greatest first. Domains that lie inside others are listed too: a sum counts those twice. */
  readonly byDomain: readonly BudgetHolder[];
  readonly byScope: readonly BudgetHolder[];
  /** Responsible modules, memory counted once. */
  readonly byModule: readonly BudgetHolder[];
}

/** What a budget comes to on a recorded trace, as though it were the only one. */
export interface BudgetAnswer {
  /** As on the command line: `heap`, `OBJECT`, `domain:malloc`. */
  readonly budget: string;
  readonly measure: BudgetMeasure;
  readonly mode: BudgetMode;
  readonly limitBytes: Bytes;
  /** The most that was held: of a hard budget up to the first refusal, after which the program would have gone another way. */
  readonly peakBytes: Bytes;
  /** As `peakBytes`, counting both places of a block while it is moved. */
  readonly transientPeakBytes: Bytes;
  /** What the recorded program, which had no such budget, held at most. */
  readonly recordedPeakBytes: Bytes;
  /** How often the limit was passed from below; of a hard budget 1 at most. */
  readonly crossings: number;
  readonly first: BudgetPassing | undefined;
  /** The answer in words, or why there is none. */
  readonly text: string;
}
