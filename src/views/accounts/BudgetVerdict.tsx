import { formatBytes } from '../../base/format';
import { unbroken } from '../../base/wording';
import { useApp } from '../../store/app-context';
import type { BudgetAnswer } from '../../worker/protocol';
import { Prose } from '../../widgets/prose/Prose';
import styles from './budgets.module.css';

const MOST_HOLDERS = 3;

/** What a budget came to, in words; a click on its first refusal goes to that request. */
export function BudgetVerdict({ answer }: { readonly answer: BudgetAnswer | undefined }) {
  const follow = useApp((state) => state.follow);
  if (answer === undefined) return <p className={styles.verdict}>The trace is being charged to it…</p>;
  const { first } = answer;
  if (first === undefined) return <Prose className={styles.verdict}>{answer.text}</Prose>;
  const holders = (first.byModule.length > 0 ? first.byModule : first.byDomain).slice(0, MOST_HOLDERS);
  return (
    <>
      <button
        type="button"
        className={answer.mode === 'hard' ? styles.refusal : styles.crossing}
        title="Go to the request"
        onClick={() => {
          follow({ cursor: first.event, block: first.block });
        }}
      >
        {unbroken(answer.text)}
      </button>
      <Prose className={styles.verdict}>
        Held then: {holders.map(({ name, liveBytes }) => `${name} ${formatBytes(liveBytes)}`).join(', ')}
      </Prose>
    </>
  );
}
