import { useCallback } from 'react';
import { formatShare } from '../../base/format';
import { useAnswer, useApp } from '../../store/app-context';
import type { EngineClient } from '../../worker/client';
import styles from './heap-map.module.css';

/** What the picture is: a recording or a simulation, and on what assumptions it rests. */
export function MapStamps() {
  const heap = useApp((state) => state.heap);
  const isAssumed = useApp((state) => state.meta?.fidelity.orderOfFrees === 'assumed');
  return (
    <p className={styles.stamps}>
      {heap === 'recorded' ? <span className={styles.stamp}>recorded</span> : <SimulatedStamp />}
      {isAssumed && (
        <span
          className={styles.stamp}
          title="This format does not say which block a free ended: newest first is assumed."
        >
          order of frees assumed
        </span>
      )}
    </p>
  );
}

function SimulatedStamp() {
  const cursor = useApp((state) => state.cursor);
  const replayed = useApp((state) => state.stats.replayedEvents);
  const events = useApp((state) => state.stats.events);
  const question = useCallback((engine: EngineClient) => engine.heapFigures(cursor), [cursor]);
  const figures = useAnswer(question);
  return (
    <>
      <span className={styles.stamp}>simulated{figures === undefined ? '' : `: ${figures.engine.toUpperCase()}`}</span>
      {replayed < events && <span className={styles.stamp}>placing blocks: {formatShare(replayed / events)}</span>}
      {figures !== undefined && figures.refused > 0 && (
        <span className={styles.stamp}>{figures.refused} blocks did not fit and are not shown</span>
      )}
    </>
  );
}
