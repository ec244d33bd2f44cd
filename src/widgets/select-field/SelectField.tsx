import { useId } from 'react';
import styles from './select-field.module.css';

export interface Choice<Value extends string> {
  readonly value: Value;
  readonly text: string;
  /** Why it cannot be chosen now. */
  readonly unavailable?: string | undefined;
}

/** A labelled choice of one out of a few. */
export function SelectField<Value extends string>(props: {
  readonly label: string;
  readonly value: Value;
  readonly choices: readonly Choice<Value>[];
  readonly onChange: (value: Value) => void;
}) {
  const id = useId();
  return (
    <span className={styles.field}>
      <label className={styles.label} htmlFor={id}>
        {props.label}
      </label>
      <select
        id={id}
        className={styles.select}
        value={props.value}
        onChange={(event) => {
          const chosen = props.choices.find((choice) => choice.value === event.target.value);
          if (chosen !== undefined) props.onChange(chosen.value);
        }}
      >
        {props.choices.map((choice) => (
          <option
            key={choice.value}
            value={choice.value}
            disabled={choice.unavailable !== undefined}
            title={choice.unavailable}
          >
            {choice.text}
          </option>
        ))}
      </select>
    </span>
  );
}
