import type { ReactNode } from 'react';
import styles from './filter-bar.module.css';

/** What a list leaves out, in one line above it. */
export function FilterBar({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <div className={styles.bar} role="group" aria-label={label}>
      {children}
    </div>
  );
}
