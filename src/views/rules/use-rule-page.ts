import { useCallback, useMemo } from 'react';
import { ALL_IDIOMS } from '../../core/faults/rules-idioms';
import { RULES } from '../../core/faults/rules';
import { SCOPES } from '../../core/tables/domains';
import { useAnswer, useApp } from '../../store/app-context';
import type { EngineClient } from '../../worker/client';
import type { RulePage, RuleView } from '../../worker/protocol';

/** Rows fetched before and after those in view, so that short moves show no gaps. */
const MARGIN = 40;

export interface ShownRules extends RulePage {
  /** Row number of `rows[0]`. */
  readonly from: number;
}

/** The rules around the rows in view; undefined until they are checked. */
export function useRulePage(first: number, count: number): ShownRules | undefined {
  const view = useRuleView();
  const openRules = useApp((state) => state.openRules);
  // In steps, so that a small move needs no new page.
  const from = Math.max(0, Math.floor(first / MARGIN) * MARGIN - MARGIN);
  const length = Math.ceil(count / MARGIN) * MARGIN + 3 * MARGIN;
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
