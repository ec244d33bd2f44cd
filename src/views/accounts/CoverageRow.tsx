import { formatBytes, formatShare } from '../../base/format';
import { ShareBar } from '../../widgets/bar/ShareBar';
import styles from './accounts.module.css';
import type { Coverage } from './coverage';

/** How much the callbacks saw of what there was, as a bar and in words. */
export function CoverageRow({ label, figures }: { readonly label: string; readonly figures: Coverage }) {
  const share = figures.all === 0 ? 0 : figures.callbacks / figures.all;
  return (
    <p className={styles.coverageRow}>
      <span className={styles.when}>{label}</span>
      <ShareBar share={share} />
      <span>
        {formatBytes(figures.callbacks)} of {formatBytes(figures.all)} ({formatShare(share)})
      </span>
    </p>
  );
}
