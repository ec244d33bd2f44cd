import { useApp } from '../../store/app-context';
import type { BudgetAnswer, EventRange } from '../../worker/protocol';
import { useBudgetAnswers } from '../links/use-budget-answers';
import styles from './budget-marks.module.css';
import { shareOf } from './event-scale';

/** Where the budgets that are set refuse first, or are passed first; behind a refusal the recording is no fact any more. */
export function BudgetMarks({ view }: { readonly view: EventRange }) {
  const answers = useBudgetAnswers() ?? [];
  const refusals = answers.flatMap(({ mode, first }) => (mode === 'hard' && first !== undefined ? [first.event] : []));
  const end = Math.max(0, shareOf(Math.min(...refusals), view));
  return (
    <div className={styles.marks}>
      {end < 1 && <div className={styles.otherwise} style={{ left: `${end * 100}%` }} />}
      {answers.map((answer) => (
        <BudgetMark key={`${answer.mode} ${answer.budget}`} answer={answer} view={view} />
      ))}
    </div>
  );
}

function BudgetMark({ answer, view }: { readonly answer: BudgetAnswer; readonly view: EventRange }) {
  const follow = useApp((state) => state.follow);
  const { first } = answer;
  if (first === undefined) return undefined;
  const share = shareOf(first.event, view);
  if (share < 0 || share > 1) return undefined;
  return (
    <div className={styles.mark} data-mode={answer.mode} style={{ left: `${share * 100}%` }}>
      <button
        type="button"
        className={styles.flag}
        data-side={share > 0.7 ? 'left' : 'right'}
        title={answer.text}
        onPointerDown={(event) => {
          event.stopPropagation(); // the plot below would move the cursor
        }}
        onClick={(event) => {
          event.stopPropagation();
          follow({ cursor: first.event, block: first.block });
        }}
      >
        {answer.budget} budget
      </button>
    </div>
  );
}
