import type { Blame, RuleId, RuleSeverity } from '../../faults/rule';
import type { IdiomId } from '../../faults/rules-idioms';
import type { BlockRow, EventIndex } from '../../tables/indices';
import type { ScopeBudget } from './scope-budget';

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

/** What a list of the rules shows: breaches of a severity, rules that were kept, rules that were not checked. */
export type RulesShown = RuleSeverity | 'kept' | 'not-checked';

export interface RuleView {
  readonly shown: readonly RulesShown[];
  /** Idioms that a person does not accept: what they explain has the rule's own severity. */
  readonly strict: readonly IdiomId[];
  readonly budgets: readonly ScopeBudget[];
}

export type RuleTableRow =
  | {
      readonly kind: 'rule';
      readonly summary: RuleSummary;
      readonly isOpen: boolean;
      /** Those of the severities shown. */
      readonly breaches: number;
    }
  | { readonly kind: 'breach'; readonly instance: RuleInstance };

export interface RulePage {
  readonly total: number;
  readonly rows: readonly RuleTableRow[];
  /** All rules, in order of id. */
  readonly summaries: readonly RuleSummary[];
  /** Whether the trace has anything that the rules are about. */
  readonly isOfVulkan: boolean;
}
