import type { ReactNode } from 'react';
import styles from './text-button.module.css';

/** A button within a line: it looks like a link. */
export function TextButton(props: {
  readonly title?: string;
  readonly onClick: () => void;
  readonly children: ReactNode;
}) {
  return (
    <button type="button" className={styles.button} title={props.title} onClick={props.onClick}>
      {props.children}
    </button>
  );
}
