import type { ReactNode } from 'react';
import { IsolatedBox } from '../isolated-box/IsolatedBox';
import styles from './panel-frame.module.css';

/** A named part of the page: a line with its title and controls, and what it shows below. */
export function PanelFrame(props: {
  readonly title: string;
  /** Controls beside the title. */
  readonly tools?: ReactNode;
  readonly children: ReactNode;
}) {
  return (
    <section className={styles.panel} aria-label={props.title}>
      <header className={styles.header}>
        <h2 className={styles.title}>{props.title}</h2>
        {props.tools}
      </header>
      <div className={styles.body}>
        <IsolatedBox>{props.children}</IsolatedBox>
      </div>
    </section>
  );
}
