import type { RuleNeed } from './rules-needs';

type Digit = 0 | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9;
/** `VKM-01` … `VKM-60`: a check of Vulkan's host-memory rules. */
export type RuleId = `VKM-${Digit}${Digit}`;

export const SEVERITIES = ['error', 'warning', 'information'] as const;
export type RuleSeverity = (typeof SEVERITIES)[number];

/** Who broke the rule: the code behind the callbacks, the driver, or the user of the API. */
export type Blame = 'application' | 'driver' | 'user';

/** One rule of Vulkan's host-memory callbacks. */
export interface Rule {
  readonly id: RuleId;
  /** Short name, in lower case with hyphens. */
  readonly name: string;
  readonly severity: RuleSeverity;
  /** Nobody for what is legal and only counted; two where a trace cannot tell them apart. */
  readonly blame: readonly Blame[];
  /** What it means, for the person who meets it. */
  readonly sentence: string;
  readonly decided: Decision;
}

/** What in a trace decides a rule, with what the trace must hold for that; or why no trace can decide it. */
export type Decision =
  | { readonly kind: 'by-trace'; readonly by: string; readonly needs: readonly RuleNeed[] }
  | { readonly kind: 'never'; readonly why: string };

export function byTrace(by: string, ...needs: readonly RuleNeed[]): Decision {
  return { kind: 'by-trace', by, needs };
}

export function never(why: string): Decision {
  return { kind: 'never', why };
}
