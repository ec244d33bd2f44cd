import type { ReactNode } from 'react';
import styles from './button.module.css';

/** A button with words. `primary`: what most people came to the dialog or page for; at most one in sight. */
export function Button(props: {
  readonly kind?: 'primary' | 'plain';
  readonly type?: 'button' | 'submit';
  readonly title?: string;
  readonly disabled?: boolean;
  readonly onClick?: () => void;
  readonly children: ReactNode;
}) {
  return (
    <button
      type={props.type ?? 'button'}
      className={props.kind === 'primary' ? styles.primary : styles.plain}
      title={props.title}
      disabled={props.disabled}
      onClick={props.onClick}
    >
      {props.children}
    </button>
  );
}
