import { useCallback, useRef, type RefObject } from 'react';
import { formatBytes, formatCount, formatSeconds } from '../../base/format';
import { toSeconds } from '../../core/tables/clock';
import type { EventIndex } from '../../core/tables/indices';
import { useAnswer, useApp, useFrame, useLink, type Question } from '../../store/app-context';
import { isPlaying } from '../../store/playback-slice';
import { lastEvent } from '../../store/trace-slice';
import type { Group } from '../../worker/protocol';
import styles from './playback-bar.module.css';

/** Event and time at the cursor, with the live bytes. Written straight into the page: it changes with every frame. */
export function Position() {
  const { store } = useLink();
  const event = useRef<HTMLSpanElement>(null);
  const time = useRef<HTMLSpanElement>(null);
  useFrame((stats) => {
    const state = store.getState();
    const cursor = (isPlaying(state) ? stats.cursor : state.cursor) as EventIndex;
    const seconds = toSeconds(state.trace.timeOf(cursor), state.meta?.fidelity.clock ?? 'none');
    write(event, `${cursor < 0 ? 'start' : formatCount(cursor)} / ${formatCount(lastEvent(state))}`);
    write(time, seconds === undefined ? '' : `t = ${formatSeconds(seconds)}`);
  });
  return (
    <div className={styles.position}>
      <span>
        <span className={styles.unit}>event </span>
        <span ref={event} data-testid="cursor" />
      </span>
      <span ref={time} />
      <LiveBytes />
    </div>
  );
}

function LiveBytes() {
  const groupBy = useApp((state) => state.groupBy);
  const cursor = useApp((state) => state.cursor);
  const composition = useAnswer(
    useCallback<Question<readonly Group[]>>((engine) => engine.composition(groupBy, cursor), [groupBy, cursor]),
  );
  if (composition === undefined) return undefined;
  const live = composition.reduce((sum, group) => sum + group.bytes, 0);
  return (
    <span>
      <span className={styles.live}>{formatBytes(live)}</span>
      <span className={styles.unit}> live</span>
    </span>
  );
}

function write(element: RefObject<HTMLSpanElement | null>, text: string): void {
  if (element.current !== null && element.current.textContent !== text) element.current.textContent = text;
}
