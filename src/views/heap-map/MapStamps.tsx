import { formatShare } from '../../base/format';
import type { EventIndex } from '../../core/tables/indices';
import { useAnswer, useApp } from '../../store/app-context';
import type { EngineClient } from '../../worker/client';
import type { HeapFigures } from '../../worker/protocol';
import styles from './heap-map.module.css';

/** The engine's name is the same at every instant; before the first event it costs nothing to ask. */
const askEngine = (engine: EngineClient): Promise<HeapFigures | undefined> => engine.heapFigures(-1 as EventIndex);

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
  const replayed = useApp((state) => state.stats.replayedEvents);
  const events = useApp((state) => state.stats.events);
  const figures = useAnswer(askEngine);
  return (
    <>
      <span className={styles.stamp}>simulated{figures === undefined ? '' : `: ${figures.engine.toUpperCase()}`}</span>
      {replayed < events && <span className={styles.stamp}>placing blocks: {formatShare(replayed / events)}</span>}
    </>
  );
}
