import type { ReactNode } from 'react';
import styles from './facts.module.css';

/** One fact: its name and what is known of it. */
export interface Fact {
  readonly name: string;
  readonly value: ReactNode;
  /** The whole text where it may be cut off. */
  readonly full?: string | undefined;
}

/** Facts as a list of terms; facts that are undefined are left out. */
export function Facts({ facts }: { readonly facts: readonly (Fact | undefined)[] }) {
  return (
    <dl className={styles.facts}>
      {facts.map((fact) =>
        fact === undefined ? undefined : (
          <div key={fact.name} className={styles.fact}>
            <dt className={styles.name}>{fact.name}</dt>
            <dd className={styles.value} title={fact.full}>
              {fact.value}
            </dd>
          </div>
        ),
      )}
    </dl>
  );
}
