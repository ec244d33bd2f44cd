import { useRef } from 'react';
import { formatCount } from '../../base/format';
import { useApp, useFrame, useLink } from '../../store/app-context';
import { lastEvent } from '../../store/trace-slice';
import { IsolatedBox } from '../../widgets/isolated-box/IsolatedBox';
import styles from './playback-bar.module.css';

/** The playhead over the whole trace. It follows the playback without drawing the page again. */
export function Scrubber() {
  const { store } = useLink();
  const input = useRef<HTMLInputElement>(null);
  const last = useApp(lastEvent);
  const seek = useApp((state) => state.seek);
  useFrame(() => {
    const cursor = String(store.getState().cursor);
    if (input.current === null || input.current.value === cursor) return;
    input.current.value = cursor;
    input.current.setAttribute('aria-valuetext', `event ${formatCount(Number(cursor))}`);
  });
  return (
    <div className={styles.track}>
      <IsolatedBox>
        <input
          ref={input}
          type="range"
          className={styles.scrubber}
          aria-label="Playhead"
          min={-1}
          max={Math.max(last, 0)}
          step={1}
          defaultValue={-1}
          onChange={(event) => {
            seek(event.target.valueAsNumber);
          }}
        />
      </IsolatedBox>
    </div>
  );
}
