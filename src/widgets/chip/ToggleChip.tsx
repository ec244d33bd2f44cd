import type { ReactNode } from 'react';
import styles from './toggle-chip.module.css';

/** A small switch that is on or off, in a row of its like. */
export function ToggleChip(props: {
  readonly isOn: boolean;
  readonly onToggle: () => void;
  readonly title?: string;
  readonly children: ReactNode;
}) {
  return (
    <button
      type="button"
      className={styles.chip}
      aria-pressed={props.isOn}
      title={props.title}
      onClick={props.onToggle}
    >
      {props.children}
    </button>
  );
}
