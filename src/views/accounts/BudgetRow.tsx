import { useState } from 'react';
import { formatBytes } from '../../base/format';
import { parseBytes } from '../../base/parse-bytes';
import type { Bytes } from '../../core/tables/indices';
import { useApp } from '../../store/app-context';
import type { BudgetChoice } from '../../core/tables/budget-choice';
import type { BudgetAnswer } from '../../worker/protocol';
import { MiddleCut } from '../../widgets/middle-cut/MiddleCut';
import { useTables } from '../links/use-tables';
import { BudgetBar } from './BudgetBar';
import { BudgetVerdict } from './BudgetVerdict';
import { isOfWholeProcess, MEASURES, measureText, type BudgetTarget } from './budget-target';
import styles from './budgets.module.css';

/** One budget: typed, or dragged on a bar of what is held, and what it would have refused first. */
export function BudgetRow({
  budget,
  label,
  target,
  answer,
}: {
  readonly budget: BudgetChoice;
  readonly label: string;
  /** undefined: nothing is known of what it holds at the cursor. */
  readonly target: BudgetTarget | undefined;
  readonly answer: BudgetAnswer | undefined;
}) {
  const setBudget = useApp((state) => state.setBudget);
  const removeBudget = useApp((state) => state.removeBudget);
  const setLimit = (limitBytes: number): void => {
    setBudget({ ...budget, limitBytes: limitBytes as Bytes });
  };
  const toggleMode = (): void => {
    removeBudget(budget);
    setBudget({ ...budget, mode: budget.mode === 'hard' ? 'soft' : 'hard' });
  };
  const peak = Math.max(target?.peakBytes ?? 0, answer?.recordedPeakBytes ?? 0, budget.limitBytes);
  return (
    <div className={styles.row} role="group" aria-label={`Budget for ${label}`}>
      <span className={styles.name}>
        <MiddleCut text={label} />
      </span>
      <Measure budget={budget} label={label} />
      <LimitField key={budget.limitBytes} label={label} limitBytes={budget.limitBytes} onChange={setLimit} />
      <button
        type="button"
        className={styles.mode}
        title={budget.mode === 'hard' ? 'Refuses what would pass it; click to only note that' : 'Only notes what passes it; click to refuse'} // prettier-ignore
        onClick={toggleMode}
      >
        {budget.mode}
      </button>
      <button
        type="button"
        className={styles.remove}
        aria-label={`Remove the budget for ${label}`}
        onClick={() => {
          removeBudget(budget);
        }}
      >
        ×
      </button>
      <BudgetBar label={label} budget={budget} liveBytes={target?.liveBytes} peakBytes={peak} onChange={setLimit} />
      <BudgetVerdict answer={answer} />
    </div>
  );
}

/** What the budget measures; a choice where it is for the whole process. */
function Measure({ budget, label }: { readonly budget: BudgetChoice; readonly label: string }) {
  const budgets = useApp((state) => state.budgets);
  const setBudgets = useApp((state) => state.setBudgets);
  const { trace } = useTables();
  if (!isOfWholeProcess(budget.target)) return <span className={styles.measure}>{measureText(budget.target)}</span>;
  const isTaken = (target: string): boolean =>
    budgets.some((other) => other !== budget && other.target === target && other.mode === budget.mode);
  return (
    <select
      className={styles.measure}
      aria-label={`Measure of the budget for ${label}`}
      value={budget.target}
      onChange={(event) => {
        setBudgets(budgets.map((each) => (each === budget ? { ...each, target: event.target.value } : each)));
      }}
    >
      {MEASURES.map(({ target, text }) => {
        const hasNone = target === 'rss' && trace.residentSet.length === 0;
        return (
          <option
            key={target}
            value={target}
            disabled={target !== budget.target && (hasNone || isTaken(target))}
            title={hasNone ? 'The trace has no samples of the resident set.' : undefined}
          >
            {text}
          </option>
        );
      })}
    </select>
  );
}

function LimitField({
  label,
  limitBytes,
  onChange,
}: {
  readonly label: string;
  readonly limitBytes: number;
  readonly onChange: (limitBytes: number) => void;
}) {
  const [typed, setTyped] = useState(formatBytes(limitBytes));
  const bytes = parseBytes(typed);
  const commit = (): void => {
    // What was only looked at stays exact: the text shown is rounded.
    if (bytes !== undefined && typed !== formatBytes(limitBytes)) onChange(bytes);
  };
  return (
    <input
      type="text"
      className={styles.limit}
      aria-label={`Limit for ${label}`}
      aria-invalid={bytes === undefined}
      title="For example 64 MiB, 300K or 65536"
      value={typed}
      onChange={(event) => {
        setTyped(event.target.value);
      }}
      onBlur={commit}
      onKeyDown={(event) => {
        if (event.key === 'Enter') commit();
      }}
    />
  );
}
