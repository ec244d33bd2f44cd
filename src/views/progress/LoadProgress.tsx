import { useRef } from 'react';
import { formatBytes, formatCount } from '../../base/format';
import { useApp, useFrame, useLink } from '../../store/app-context';
import { Button } from '../../widgets/button/Button';
import styles from './load-progress.module.css';
import { timeLeft, timeLeftText } from './time-left';

/** How far the file is read: bytes, events, time left; and a way to stop there. */
export function LoadProgress() {
  const link = useLink();
  const { bytesRead, bytesTotal, events, peakBytes } = useApp((state) => state.stats);
  const name = useApp((state) => (state.status.kind === 'empty' ? '' : state.status.source.name));
  const isKnown = bytesTotal > 0;
  return (
    <section className={styles.progress} aria-label="Loading">
      <progress
        className={styles.bar}
        aria-label={`Reading ${name}`}
        max={1}
        {...(isKnown && { value: Math.min(bytesRead / bytesTotal, 1) })}
      />
      <span className={styles.facts}>
        <span>
          {formatBytes(bytesRead)}
          {isKnown && ` of ${formatBytes(bytesTotal)}`}
        </span>
        <span>{formatCount(events)} events</span>
        <span>peak {formatBytes(peakBytes)}</span>
        <TimeLeft />
      </span>
      <Button
        title="Stop here; what was read stays and is shown"
        onClick={() => {
          link.cancelLoad();
        }}
      >
        Cancel
      </Button>
    </section>
  );
}

function TimeLeft() {
  const element = useRef<HTMLSpanElement>(null);
  const start = useRef<number>(undefined);
  useFrame(({ bytesRead, bytesTotal }) => {
    const now = performance.now();
    start.current ??= now;
    const text = timeLeftText(timeLeft(bytesRead, bytesTotal, (now - start.current) / 1000));
    if (element.current !== null && element.current.textContent !== text) element.current.textContent = text;
  });
  return <span ref={element} />;
}
