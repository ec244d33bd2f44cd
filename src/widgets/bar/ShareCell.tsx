import { formatShare } from '../../base/format';
import styles from './share-cell.module.css';

/** A share of a whole as a figure over a bar, in the room of a figure. */
export function ShareCell({ share }: { readonly share: number }) {
  return (
    <span className={styles.cell}>
      <span className={styles.bar} style={{ width: `${Math.max(0, Math.min(share, 1)) * 100}%` }} aria-hidden="true" />
      <span className={styles.figure}>{formatShare(share)}</span>
    </span>
  );
}
