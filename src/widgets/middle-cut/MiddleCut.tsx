import styles from './middle-cut.module.css';

/** Letters at the end that stay when the text is cut: enough to tell `callbacks I` from `callbacks D`. */
const KEPT_TAIL = 4;
/** A text of fewer letters is left whole. */
const SHORT = 10;

/** A text that loses its middle where there is no room for it: names of one family differ at their ends. */
export function MiddleCut({ text }: { readonly text: string }) {
  if (text.length < SHORT) return <span title={text}>{text}</span>;
  // A name may be very long: only its end is taken apart into letters.
  const tail = Array.from(text.slice(-2 * KEPT_TAIL))
    .slice(-KEPT_TAIL)
    .join('');
  return (
    <span className={styles.text} title={text}>
      <span className={styles.head}>{text.slice(0, text.length - tail.length)}</span>
      <span className={styles.tail}>{tail}</span>
    </span>
  );
}
