import type { Budget } from '../../layers/budget';
import { SCOPES } from '../../tables/domains';
import type { Bytes } from '../../tables/indices';

/** What the live bytes of a scope (0 COMMAND … 4 INSTANCE) may come to. */
export interface ScopeBudget {
  readonly scope: number;
  /** Passing it is a warning. */
  readonly softBytes?: Bytes;
  /** Passing it is an error: an allocator that keeps it would have refused. */
  readonly hardBytes?: Bytes;
}

/** What the rules are checked with beside the trace. */
export interface RuleOptions {
  readonly budgets: readonly ScopeBudget[];
}

/** The budgets that are of a scope and of requested bytes. */
export function scopeBudgets(budgets: readonly Budget[]): readonly ScopeBudget[] {
  return budgets.flatMap(({ subject, measure, mode, limitBytes }) => {
    if (subject.kind !== 'scope' || measure !== 'requested') return [];
    const scope = SCOPES.indexOf(subject.scope);
    return [mode === 'soft' ? { scope, softBytes: limitBytes } : { scope, hardBytes: limitBytes }];
  });
}
