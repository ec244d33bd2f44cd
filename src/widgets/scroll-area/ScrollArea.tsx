import type { ReactNode } from 'react';
import styles from './scroll-area.module.css';

/** Something longer than its room. It takes the focus, so that keys can scroll it too. */
export function ScrollArea({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <div className={styles.area} role="group" aria-label={label} tabIndex={0}>
      {children}
    </div>
  );
}
