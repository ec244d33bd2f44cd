import { useCallback } from 'react';
import { formatBytes, formatCount, formatShare } from '../../base/format';
import { unbroken } from '../../base/wording';
import { useAnswer, useApp, type Question } from '../../store/app-context';
import type { GuardAnswer } from '../../worker/protocol';
import { EmptyState } from '../../widgets/empty-state/EmptyState';
import { Facts, type Fact } from '../../widgets/facts/Facts';
import { ListAndDetails } from '../../widgets/list-and-details/ListAndDetails';
import { ScrollArea } from '../../widgets/scroll-area/ScrollArea';
import { RecordingLink } from '../help/RecordingLink';
import { GuardHits } from './GuardHits';
import styles from './guards.module.css';

/** What guards cost, and what was met by which kind of evidence: recorded, checked, predicted. Never summed. */
export function Guards() {
  const layers = useApp((state) => state.layers);
  const ask = useCallback<Question<GuardAnswer | undefined>>((engine) => engine.guards(layers), [layers]);
  const answer = useAnswer(ask);
  if (answer === undefined) return <EmptyState>The trace is being replayed with these layers.</EmptyState>;
  return (
    <ListAndDetails
      list={<GuardHits hits={answer.hits} />}
      details={
        <ScrollArea label="What the guards cost and cannot show">
          <div className={styles.facts}>
            <Facts facts={guardFacts(answer)} />
            <h3 className={styles.heading}>What this cannot show</h3>
            <ul className={styles.limits}>
              {answer.limits.map((limit) => (
                <li key={limit}>{unbroken(limit)}</li>
              ))}
            </ul>
            <p className={styles.how}>
              How to record it: <RecordingLink way="code">guard pages</RecordingLink>,{' '}
              <RecordingLink way="accesses">reads and writes</RecordingLink>.
            </p>
          </div>
        </ScrollArea>
      }
    />
  );
}

function guardFacts({ guard, cost, accesses, counts }: GuardAnswer): readonly (Fact | undefined)[] {
  const accessFacts = [
    {
      name: 'Accesses checked',
      value: formatCount(accesses.checked),
      full: `${formatCount(accesses.unchecked)} could not be told to a block of the heap`,
    },
    { name: 'Hits recorded', value: formatCount(counts.recorded), full: 'by the recorder’s own guards and redzones' },
    {
      name: 'Hits checked',
      value: formatCount(counts.checked),
      full: 'met by the replay, in accesses and layers’ bytes',
    },
  ];
  if (guard === undefined || cost === undefined) {
    return [{ name: 'Guard pages', value: 'off', full: 'switch them on under Layers' }, ...accessFacts];
  }
  const tax = cost.guardedPeakBytes - cost.peakBytes;
  return [
    { name: 'Guard pages', value: `${guard.side}, ${formatBytes(guard.pageBytes)}` },
    { name: 'Blocks guarded', value: formatCount(cost.blocks), full: `${formatCount(cost.mostBlocks)} at once` },
    {
      name: 'Peak',
      value: `${formatBytes(cost.peakBytes)} → ${formatBytes(cost.guardedPeakBytes)}`,
      full: 'data pages and guard pages of the blocks that are live',
    },
    {
      name: 'Guard tax',
      value: `${formatBytes(tax)} (${formatShare(tax / Math.max(1, cost.guardedPeakBytes))})`,
      full: `${formatBytes(cost.reservedBytes)} of it only reserved`,
    },
    ...accessFacts,
    {
      name: 'Hits predicted',
      value: formatCount(counts.predicted),
      full: 'recorded damage that this guard would have met',
    },
  ];
}
