import { useId } from 'react';
import type { Choice } from './SelectField';
import styles from './segmented-control.module.css';

/** A choice of one out of two or three, all in sight: radio buttons that look like one control. */
export function SegmentedControl<Value extends string>(props: {
  readonly label: string;
  readonly value: Value;
  readonly choices: readonly Choice<Value>[];
  readonly onChange: (value: Value) => void;
}) {
  const name = useId();
  return (
    <span className={styles.control} role="radiogroup" aria-label={props.label}>
      {props.choices.map((choice) => (
        <label key={choice.value} className={styles.choice} title={choice.unavailable}>
          <input
            type="radio"
            className={styles.input}
            name={name}
            value={choice.value}
            checked={choice.value === props.value}
            disabled={choice.unavailable !== undefined}
            onChange={() => {
              props.onChange(choice.value);
            }}
          />
          <span className={styles.text}>{choice.text}</span>
        </label>
      ))}
    </span>
  );
}
