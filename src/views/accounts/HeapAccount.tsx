import { formatBytes, formatCount, formatShare } from '../../base/format';
import { ENGINE_TITLES } from '../../core/tables/engine-names';
import { useAnswerAtCursor, useApp, type QuestionAt } from '../../store/app-context';
import type { HeapFigures } from '../../worker/protocol';
import { Facts, type Fact } from '../../widgets/facts/Facts';
import { EventLink } from '../links/EventLink';
import styles from './accounts.module.css';

const askFigures: QuestionAt<HeapFigures | undefined> = (engine, at) => engine.heapFigures(at);

/** What the simulated heap costs at the cursor: footprint = blocks + overhead + free. */
export function HeapAccount() {
  const figures = useAnswerAtCursor(askFigures);
  const engine = useApp((state) => ENGINE_TITLES[state.engine]);
  const isPlaced = useApp((state) => state.stats.replayedEvents >= state.stats.events);
  if (figures === undefined) return undefined;
  // Until the chosen engine has placed the blocks, the last answer is another one's.
  if (figures.engine !== engine || !isPlaced) return <p className={styles.heap}>{engine} is placing the blocks.</p>;
  return (
    <div className={styles.heap}>
      <h3 className={styles.heading}>
        Heap <span className={styles.stamp}>simulated: {figures.engine}</span>
      </h3>
      <Facts facts={heapFacts(figures)} />
    </div>
  );
}

function heapFacts(figures: HeapFigures): readonly (Fact | undefined)[] {
  const { requested, blocks, overhead, guard, free, footprint, largestFree } = figures;
  const ofFootprint = (bytes: number): string =>
    footprint === 0 ? formatBytes(bytes) : `${formatBytes(bytes)} (${formatShare(bytes / footprint)})`;
  return [
    {
      name: 'Footprint',
      value: formatBytes(footprint),
      full: guard === 0 ? 'blocks + overhead + free' : 'blocks + overhead + guards + free',
    },
    {
      name: 'Blocks',
      value: ofFootprint(blocks),
      full: `${formatBytes(requested)} of them requested, the rest is rounding`,
    },
    { name: 'Overhead', value: ofFootprint(overhead), full: "headers and the engine's own words" },
    guard === 0
      ? undefined
      : {
          name: 'Guards',
          value: ofFootprint(guard),
          full: 'guard pages, slack, quarantine, freed blocks that are kept',
        },
    { name: 'Free', value: ofFootprint(free) },
    {
      name: 'Largest free',
      value: formatBytes(largestFree),
      full: free === 0 ? undefined : `external fragmentation 1 − L/F = ${formatShare(1 - largestFree / free)}`,
    },
    figures.mappedRegions === 0
      ? undefined
      : {
          name: 'Mapped above',
          value: mappedText(figures),
          full: 'mmap regions lie above the heap, from 4 GiB on to 16 GiB, and are not given out by the engine',
        },
    figures.refused === 0
      ? undefined
      : {
          name: 'Did not fit',
          value: (
            <>
              {formatCount(figures.refused)} blocks, first at <EventLink event={figures.firstRefused} />
            </>
          ),
          full: `the heap may grow to ${formatBytes(figures.limit)}; these blocks are not on its map`,
        },
  ];
}

function mappedText({ mappedBytes, mappedRegions, mappedUnplaced }: HeapFigures): string {
  const text = `${formatBytes(mappedBytes)} in ${formatCount(mappedRegions)} regions`;
  return mappedUnplaced === 0 ? text : `${text}, ${formatCount(mappedUnplaced)} of them without a place`;
}
