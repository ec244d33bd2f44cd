import type { Evidence } from '../../worker/protocol';
import styles from './legend.module.css';

const SHAPES: Readonly<Record<Evidence, string>> = {
  recorded: '5,1 9,5 5,9 1,5',
  checked: '5,1 9,9 1,9',
  predicted: '5,1 9,5 5,9 1,5',
};

/** The mark of a kind of guard evidence, as on the map and the timeline. */
export function HitMark({ evidence, colour }: { readonly evidence: Evidence; readonly colour: string }) {
  const isHollow = evidence === 'predicted';
  return (
    <svg className={styles.hit} viewBox="0 0 10 10" aria-hidden="true">
      <polygon points={SHAPES[evidence]} style={{ fill: isHollow ? 'none' : colour, stroke: colour }} />
    </svg>
  );
}
