import styles from './middle-cut.module.css';

/** Letters at the end that stay when the text is cut: enough to tell `callbacks I` from `callbacks D`. */
const KEPT_TAIL = 4;
/** A text of fewer letters is left whole. */
const SHORT = 10;

/** A text that loses its middle where there is no room for it: names of one family differ at their ends. */
export function MiddleCut({ text }: { readonly text: string }) {
  const letters = Array.from(text);
  if (letters.length < SHORT) return <span title={text}>{text}</span>;
  return (
    <span className={styles.text} title={text}>
      <span className={styles.head}>{letters.slice(0, -KEPT_TAIL).join('')}</span>
      <span className={styles.tail}>{letters.slice(-KEPT_TAIL).join('')}</span>
    </span>
  );
}
