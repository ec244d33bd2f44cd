import { useState } from 'react';
import { counted } from '../../base/wording';
import { stackFrames } from '../../core/tables/code-names';
import { NONE, type StackId } from '../../core/tables/indices';
import type { Trace } from '../../core/tables/trace';
import { TextButton } from '../../widgets/text-button/TextButton';
import styles from './stack-frames.module.css';

/** Frames shown before somebody asks for the rest. */
const FIRST_FRAMES = 12;

/** A call stack, innermost function first. `none`: what to say where no stack was recorded. */
export function StackFrames(props: {
  readonly trace: Trace;
  readonly stack: StackId;
  readonly label: string;
  readonly none: string;
}) {
  const [isWhole, setWhole] = useState(false);
  if (props.stack === NONE) return <p className={styles.none}>{props.none}</p>;
  const frames = stackFrames(props.trace, props.stack);
  const shown = isWhole ? frames : frames.slice(0, FIRST_FRAMES);
  return (
    <>
      <ol className={styles.frames} aria-label={props.label}>
        {shown.map((frame, depth) => (
          <li key={depth} className={styles.frame} title={[frame.label, frame.module, frame.file].join('\n')}>
            <span className={frame.isInlined ? styles.inlined : styles.function}>{frame.label}</span>
            <span className={styles.place}>{frame.file === '' ? frame.module : frame.file}</span>
          </li>
        ))}
      </ol>
      {frames.length > shown.length && (
        <p className={styles.more}>
          <TextButton
            onClick={() => {
              setWhole(true);
            }}
          >
            {counted(frames.length - shown.length, 'more frame')}
          </TextButton>
        </p>
      )}
    </>
  );
}
