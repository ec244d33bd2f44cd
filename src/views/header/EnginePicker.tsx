import { formatCount, formatShare } from '../../base/format';
import { ENGINE_NAMES, ENGINE_TITLES } from '../../core/tables/engine-names';
import { useApp } from '../../store/app-context';
import styles from './header.module.css';

/** Which engine places the blocks of the simulated heap, and how far it has come in the background. */
export function EnginePicker() {
  const engine = useApp((state) => state.engine);
  const setEngine = useApp((state) => state.setEngine);
  const replayed = useApp((state) => state.stats.replayedEvents);
  const events = useApp((state) => state.meta?.totals.events ?? 0);
  return (
    <label className={styles.engine} title={`${formatCount(replayed)} of ${formatCount(events)} events replayed`}>
      <span>simulated:</span>
      <select
        aria-label="Engine of the simulated heap"
        value={engine}
        onChange={(event) => {
          const chosen = ENGINE_NAMES.find((name) => name === event.target.value);
          if (chosen !== undefined) setEngine(chosen);
        }}
      >
        {ENGINE_NAMES.map((name) => (
          <option key={name} value={name}>
            {ENGINE_TITLES[name]}
          </option>
        ))}
      </select>
      {replayed < events && <span>{formatShare(replayed / events)}</span>}
    </label>
  );
}
