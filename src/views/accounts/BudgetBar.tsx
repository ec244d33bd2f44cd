import { useState } from 'react';
import { formatBytes } from '../../base/format';
import type { BudgetChoice } from '../../core/tables/budget-choice';
import styles from './budgets.module.css';

/** How far beyond the peak a budget can be dragged. */
const HEADROOM = 1.25;
const STEPS = 1000;
const MARK_KEYS = /^(?:Arrow|Home|End|Page)/;

/** What is held at the cursor, as a bar, with the budget as a mark on it that can be dragged or moved with arrow keys. */
export function BudgetBar({
  label,
  budget,
  liveBytes,
  peakBytes,
  onChange,
}: {
  readonly label: string;
  readonly budget: BudgetChoice;
  /** undefined: not known at the cursor. */
  readonly liveBytes: number | undefined;
  readonly peakBytes: number;
  /** Called when the mark is let go. */
  readonly onChange: (limitBytes: number) => void;
}) {
  // While it is dragged the scale stays what it was.
  const [dragged, setDragged] = useState<{ readonly limitBytes: number; readonly end: number }>();
  const end = dragged?.end ?? Math.max(1, peakBytes * HEADROOM);
  const limit = dragged?.limitBytes ?? budget.limitBytes;
  const live = Math.min(1, (liveBytes ?? 0) / end);
  const letGo = (): void => {
    if (dragged !== undefined) onChange(dragged.limitBytes);
    setDragged(undefined);
  };
  return (
    <span className={styles.bar}>
      <span
        className={styles.live}
        data-over={(liveBytes ?? 0) > limit}
        style={{ width: `${live * 100}%` }}
        aria-hidden="true"
      />
      <input
        type="range"
        className={styles.mark}
        aria-label={`Budget for ${label}`}
        aria-valuetext={formatBytes(limit)}
        title={`${formatBytes(limit)} of ${formatBytes(end)}`}
        min={0}
        max={STEPS}
        value={Math.round((limit / end) * STEPS)}
        onChange={(event) => {
          setDragged({ limitBytes: Math.round((event.target.valueAsNumber / STEPS) * end), end });
        }}
        onKeyDown={(event) => {
          // The page's own keys would move the cursor.
          if (MARK_KEYS.test(event.key)) event.stopPropagation();
        }}
        onPointerUp={letGo}
        onKeyUp={letGo}
        onBlur={letGo}
      />
    </span>
  );
}
