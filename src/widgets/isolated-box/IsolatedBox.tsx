import type { ReactNode } from 'react';
import styles from './isolated-box.module.css';

/**
 * Fills its parent, which must be positioned and have a size of its own. What changes inside is laid out and painted
 * without the rest of the page.
 */
export function IsolatedBox({ children }: { readonly children: ReactNode }) {
  return <div className={styles.box}>{children}</div>;
}
