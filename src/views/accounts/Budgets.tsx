import { useCallback } from 'react';
import type { Bytes } from '../../core/tables/indices';
import { LAYERS_OFF } from '../../core/tables/layer-choice';
import { useAnswer, useAnswerAtCursor, useApp, useCursor, type QuestionAt } from '../../store/app-context';
import type { EngineClient } from '../../worker/client';
import type { HeapFigures } from '../../worker/protocol';
import { useTables } from '../links/use-tables';
import { answerTo, useBudgetAnswers } from '../links/use-budget-answers';
import styles from './budgets.module.css';
import { BudgetRow } from './BudgetRow';
import { residentSetAt, targetLabel, type BudgetTarget } from './budget-target';

/** The limits that are set, what the recorded program would have met under each, and what else can have one. */
export function Budgets({ targets }: { readonly targets: readonly BudgetTarget[] }) {
  const budgets = useApp((state) => state.budgets);
  const setBudget = useApp((state) => state.setBudget);
  const answers = useBudgetAnswers();
  const all = [...targets, ...useModules()];
  const held = useHeldByProcess();
  const free = all.filter(({ target }) => budgets.every((budget) => budget.target !== target));
  return (
    <section className={styles.budgets} aria-label="Budgets">
      <h3 className={styles.heading}>
        Budgets
        <select
          className={styles.add}
          aria-label="Set a budget for"
          value=""
          onChange={(event) => {
            const chosen = all.find(({ target }) => target === event.target.value);
            if (chosen === undefined) return;
            // Half of what was held at most: a limit that shows at once where it bites.
            setBudget({ target: chosen.target, mode: 'hard', limitBytes: Math.ceil(chosen.peakBytes / 2) as Bytes });
          }}
        >
          <option value="">Set one for…</option>
          {free.map(({ target, label }) => (
            <option key={target} value={target}>
              {label}
            </option>
          ))}
        </select>
      </h3>
      {budgets.map((budget) => {
        const target = held(budget.target) ?? all.find((each) => each.target === budget.target);
        return (
          <BudgetRow
            key={`${budget.mode} ${budget.target}`}
            budget={budget}
            label={target?.label ?? targetLabel(budget.target)}
            target={target}
            answer={answerTo(budget, answers)}
          />
        );
      })}
    </section>
  );
}

/** What footprint and resident set are at the cursor, where a budget is set for them. */
function useHeldByProcess(): (target: string) => BudgetTarget | undefined {
  const hasFootprint = useApp((state) => state.budgets.some(({ target }) => target === 'footprint'));
  const { trace } = useTables();
  const cursor = useCursor();
  const figures = useAnswerAtCursor(askFigures, hasFootprint);
  return (target) => {
    if (target === 'rss') return heldBy(target, residentSetAt(trace, cursor));
    return target === 'footprint' ? heldBy(target, figures?.footprint) : undefined;
  };
}

const askFigures: QuestionAt<HeapFigures | undefined> = (engine, at) => engine.heapFigures(at);

function heldBy(target: string, liveBytes: number | undefined): BudgetTarget {
  return { target, label: targetLabel(target), liveBytes, peakBytes: liveBytes ?? 0 };
}

/** Modules with what they hold at the peak; what they hold at the cursor is not asked for. */
function useModules(): readonly BudgetTarget[] {
  const hasStacks = useApp((state) => state.meta?.fidelity.stacks === true);
  const question = useCallback(
    async (engine: EngineClient) => (hasStacks ? (await engine.legend('module', 'recorded', LAYERS_OFF)).blocks : []),
    [hasStacks],
  );
  const modules = useAnswer(question) ?? [];
  return modules
    .filter(({ name }) => name !== 'other' && name !== 'unknown module')
    .map(({ name, bytes }) => ({ target: `module:${name}`, label: name, liveBytes: undefined, peakBytes: bytes }));
}
