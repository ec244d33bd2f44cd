import type { ReactNode } from 'react';
import styles from './icon-button.module.css';

/** A button that shows an icon only; `label` names it for everybody else, with its key where it has one. */
export function IconButton(props: {
  readonly label: string;
  /** The key that does the same, as people write it: `Space`. */
  readonly shortcut?: string | undefined;
  readonly disabled?: boolean | undefined;
  readonly onClick: () => void;
  readonly children: ReactNode;
}) {
  const { label, shortcut } = props;
  return (
    <button
      type="button"
      className={styles.button}
      aria-label={label}
      title={shortcut === undefined ? label : `${label} (${shortcut})`}
      disabled={props.disabled}
      onClick={props.onClick}
    >
      {props.children}
    </button>
  );
}
