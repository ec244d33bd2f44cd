import styles from './share-bar.module.css';

/** A share of a whole as a thin bar. The figure beside it says the same in words. */
export function ShareBar({ share, colour }: { readonly share: number; readonly colour?: string | undefined }) {
  const width = `${Math.max(0, Math.min(share, 1)) * 100}%`;
  return (
    <span className={styles.track} aria-hidden="true">
      <span className={styles.fill} style={{ width, ...(colour !== undefined && { background: colour }) }} />
    </span>
  );
}
