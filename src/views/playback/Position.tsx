import { useRef, type RefObject } from 'react';
import { formatBytes, formatCount, formatSeconds } from '../../base/format';
import { toSeconds } from '../../core/tables/clock';
import { useApp, useFrame, useLink } from '../../store/app-context';
import { lastEvent } from '../../store/trace-slice';
import { IsolatedBox } from '../../widgets/isolated-box/IsolatedBox';
import styles from './playback-bar.module.css';

/** Widths of the figures in digits, with the words beside them. */
const EVENT_WORDS = 8;
const TIME_WIDTH = 11;
const LIVE_WIDTH = 12;

/**
 * Event, time and live bytes at the cursor. While it plays they change a few times a second: nobody reads faster.
 * Written straight into the page, past React, into room for the longest of them, so that nothing else moves.
 */
export function Position() {
  const { store } = useLink();
  const eventWidth = useApp((state) => EVENT_WORDS + 2 * widthOf(lastEvent(state)));
  const event = useRef<HTMLSpanElement>(null);
  const time = useRef<HTMLSpanElement>(null);
  const live = useRef<HTMLSpanElement>(null);
  useFrame(() => {
    const state = store.getState();
    const { cursor, stats } = state;
    const isListed = state.trace.hasRow(cursor);
    const seconds = toSeconds(state.trace.timeOf(cursor), state.meta?.fidelity.clock ?? 'none');
    const last = lastEvent(state);
    write(event, `${cursor < 0 ? 'start' : formatCount(cursor)} / ${last < 0 ? 'none' : formatCount(last)}`);
    write(time, seconds === undefined || !isListed ? '' : `t = ${formatSeconds(seconds)}`);
    write(live, stats.analysed === 1 && isListed ? formatBytes(stats.liveBytes) : '…');
  });
  return (
    <div className={styles.position} style={{ width: `${eventWidth + TIME_WIDTH + LIVE_WIDTH}ch` }}>
      <IsolatedBox>
        <div className={styles.figures}>
          <span style={{ width: `${eventWidth}ch` }}>
            <span className={styles.unit}>event </span>
            <span ref={event} data-testid="cursor" />
          </span>
          <span ref={time} style={{ width: `${TIME_WIDTH}ch` }} />
          <span>
            <span ref={live} className={styles.live} />
            <span className={styles.unit}> live</span>
          </span>
        </div>
      </IsolatedBox>
    </div>
  );
}

/** Digits of an event's number, and the narrow spaces between them. */
function widthOf(event: number): number {
  const digits = String(Math.max(0, event)).length;
  return digits + Math.floor((digits - 1) / 3) / 2;
}

function write(element: RefObject<HTMLSpanElement | null>, text: string): void {
  if (element.current !== null && element.current.textContent !== text) element.current.textContent = text;
}
