import type { Blame, RuleId, RuleSeverity } from '../../faults/rule';
import type { IdiomId } from '../../faults/rules-idioms';
import type { BlockRow, EventIndex } from '../../tables/indices';

// What is known of the rules, as it crosses to the page and to the command line.

/** A rule over a whole trace. */
export interface RuleSummary {
  readonly id: RuleId;
  readonly name: string;
  /** The rule's own severity; single breaches may weigh less. */
  readonly severity: RuleSeverity;
  readonly blame: readonly Blame[];
  readonly sentence: string;
  /** Breaches, by what each of them weighs. */
  readonly count: number;
  readonly bySeverity: Readonly<Record<RuleSeverity, number>>;
  /** How many of them an accepted idiom explains. */
  readonly known: number;
  /** Why this trace cannot decide the rule; undefined: it was checked. */
  readonly notChecked: string | undefined;
}

/** One breach of a rule, in words. Empty texts: not known. */
export interface RuleInstance {
  readonly rule: RuleId;
  readonly severity: RuleSeverity;
  readonly event: EventIndex;
  readonly block: BlockRow;
  readonly command: string;
  readonly object: string;
  readonly domain: string;
  /** Breaches that an idiom explains carry its id, whether it is accepted or not. */
  readonly idiom: IdiomId | undefined;
  readonly text: string;
}

/** What to list. */
export interface RuleQuestion {
  readonly rule: RuleId;
  /** The idioms that count as warnings at most. */
  readonly accepted: readonly IdiomId[];
}
