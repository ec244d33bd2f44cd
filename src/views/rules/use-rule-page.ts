import { useCallback, useMemo } from 'react';
import { ALL_IDIOMS } from '../../core/faults/rules-idioms';
import { RULES } from '../../core/faults/rules';
import { SCOPES } from '../../core/tables/domains';
import { useAnswer, useApp } from '../../store/app-context';
import type { EngineClient } from '../../worker/client';
import type { RulePage, RuleView } from '../../worker/protocol';

export interface ShownRules extends RulePage {
  /** Row number of `rows[0]`. */
  readonly from: number;
}

/** `length` rows of rules and breaches from row `from` on; undefined until they are checked. */
export function useRulePage(from: number, length: number): ShownRules | undefined {
  const view = useRuleView();
  const openRules = useApp((state) => state.openRules);
  const question = useCallback(
    async (engine: EngineClient) => {
      const open = RULES.map(({ id }) => id).filter((id) => openRules.includes(id));
      return { ...(await engine.rules(view, open, from, length)), from };
    },
    [view, openRules, from, length],
  );
  return useAnswer(question);
}

/** What the person chose, with the budgets that are of a scope. */
function useRuleView(): RuleView {
  const { shown, strict } = useApp((state) => state.rules);
  const budgets = useApp((state) => state.budgets);
  return useMemo(
    () => ({
      shown,
      strict: ALL_IDIOMS.filter((id) => strict.includes(id)),
      budgets: budgets.flatMap(({ target, mode, limitBytes }) => {
        const scope = SCOPES.findIndex((name) => name === target);
        if (scope < 0) return [];
        return [mode === 'soft' ? { scope, softBytes: limitBytes } : { scope, hardBytes: limitBytes }];
      }),
    }),
    [shown, strict, budgets],
  );
}
