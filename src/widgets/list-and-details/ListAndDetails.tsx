import type { ReactNode } from 'react';
import styles from './list-and-details.module.css';

/** A list with what there is to say of it: side by side, one below the other where that is too narrow. */
export function ListAndDetails({ list, details }: { readonly list: ReactNode; readonly details: ReactNode }) {
  return (
    <div className={styles.frame}>
      <div className={styles.panes}>
        <div className={styles.list}>{list}</div>
        <div className={styles.details}>{details}</div>
      </div>
    </div>
  );
}
