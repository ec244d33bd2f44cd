import { formatCount } from '../../base/format';
import type { EventIndex } from '../../core/tables/indices';
import { useAnswer, useApp, type Question } from '../../store/app-context';
import type { HeapFigures } from '../../worker/protocol';
import styles from './header.module.css';

const START = -1 as EventIndex;

/** The engine's name is the same at every instant; before the first event it costs nothing to ask. */
const askEngine: Question<HeapFigures | undefined> = (engine) => engine.heapFigures(START);

/** Which engine places the blocks of the simulated heap, and how far it has come in the background. */
export function EngineStamp() {
  const figures = useAnswer(askEngine);
  const replayed = useApp((state) => state.stats.replayedEvents);
  const events = useApp((state) => state.meta?.totals.events ?? 0);
  if (figures === undefined) return undefined;
  const share = events === 0 ? 1 : replayed / events;
  return (
    <span className={styles.stamp} title={`${formatCount(replayed)} of ${formatCount(events)} events replayed`}>
      simulated: {figures.engine.toUpperCase()}
      {share < 1 && ` · ${Math.floor(share * 100)} %`}
    </span>
  );
}
