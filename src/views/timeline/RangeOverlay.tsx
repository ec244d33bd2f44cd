import type { EventRange } from '../../worker/protocol';
import { eventCount } from './event-scale';
import styles from './timeline.module.css';

/** A span of events, drawn over the plot. */
export function RangeOverlay({ range, view }: { readonly range: EventRange; readonly view: EventRange }) {
  const left = (range.from - view.from) / eventCount(view);
  const right = (range.to + 1 - view.from) / eventCount(view);
  if (right < 0 || left > 1) return undefined;
  const from = Math.max(0, left);
  return (
    <div
      className={styles.range}
      style={{ left: `${from * 100}%`, width: `${(Math.min(1, right) - from) * 100}%` }}
      aria-hidden="true"
    />
  );
}
