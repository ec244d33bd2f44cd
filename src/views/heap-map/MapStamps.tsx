import { formatShare } from '../../base/format';
import { ENGINE_TITLES } from '../../core/tables/engine-names';
import { useApp } from '../../store/app-context';
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
  const replayed = useApp((state) => state.stats.replayedEvents);
  const events = useApp((state) => state.stats.events);
  const engine = useApp((state) => state.engine);
  return (
    <>
      <span className={styles.stamp}>simulated: {ENGINE_TITLES[engine]}</span>
      {replayed < events && <span className={styles.stamp}>placing blocks: {formatShare(replayed / events)}</span>}
    </>
  );
}
