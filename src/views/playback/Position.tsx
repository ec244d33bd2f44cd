import { useRef, type RefObject } from 'react';
import { formatBytes, formatCount, formatSeconds } from '../../base/format';
import { toSeconds } from '../../core/tables/clock';
import { useFrame, useLink } from '../../store/app-context';
import { lastEvent } from '../../store/trace-slice';
import styles from './playback-bar.module.css';

/**
 * Event, time and live bytes at the cursor. While it plays they change a few times a second: nobody reads faster, and
 * every new text costs a layout. Written straight into the page, past React.
 */
export function Position() {
  const { store } = useLink();
  const event = useRef<HTMLSpanElement>(null);
  const time = useRef<HTMLSpanElement>(null);
  const live = useRef<HTMLSpanElement>(null);
  useFrame(() => {
    const state = store.getState();
    const { cursor, stats } = state;
    const seconds = toSeconds(state.trace.timeOf(cursor), state.meta?.fidelity.clock ?? 'none');
    write(event, `${cursor < 0 ? 'start' : formatCount(cursor)} / ${formatCount(lastEvent(state))}`);
    write(time, seconds === undefined ? '' : `t = ${formatSeconds(seconds)}`);
    write(live, stats.analysed === 1 ? formatBytes(stats.liveBytes) : '…');
  });
  return (
    <div className={styles.position}>
      <span>
        <span className={styles.unit}>event </span>
        <span ref={event} data-testid="cursor" />
      </span>
      <span ref={time} />
      <span>
        <span ref={live} className={styles.live} />
        <span className={styles.unit}> live</span>
      </span>
    </div>
  );
}

function write(element: RefObject<HTMLSpanElement | null>, text: string): void {
  if (element.current !== null && element.current.textContent !== text) element.current.textContent = text;
}
