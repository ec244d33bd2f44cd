import type { ReactNode } from 'react';
import styles from './empty-state.module.css';

/** What a panel says where it has nothing to show: one sentence with the reason. */
export function EmptyState({ children }: { readonly children: ReactNode }) {
  return <p className={styles.text}>{children}</p>;
}
