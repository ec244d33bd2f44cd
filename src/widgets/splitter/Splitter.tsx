import { Separator } from 'react-resizable-panels';
import styles from './splitter.module.css';

/** The line between two panels: drag it, or focus it and use the arrow keys. */
export function Splitter({ label }: { readonly label: string }) {
  return <Separator className={styles.splitter} aria-label={label} />;
}
