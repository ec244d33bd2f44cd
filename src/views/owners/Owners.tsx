import { useCallback } from 'react';
import { formatBytes, formatCount, formatShare } from '../../base/format';
import { counted } from '../../base/wording';
import { useAnswer } from '../../store/app-context';
import type { EngineClient } from '../../worker/client';
import type { OwnersSummary, Seen } from '../../worker/protocol';
import { EmptyState } from '../../widgets/empty-state/EmptyState';
import { ListAndDetails } from '../../widgets/list-and-details/ListAndDetails';
import { Prose } from '../../widgets/prose/Prose';
import { ScrollArea } from '../../widgets/scroll-area/ScrollArea';
import { usePageInView } from '../../widgets/virtual-rows/use-page-in-view';
import { RecordingLink } from '../help/RecordingLink';
import styles from './owners.module.css';
import { OwnerRows } from './OwnerRows';
import { useOwnersPage } from './use-owners-page';
import { useOpenOwners } from './use-open-owners';

/** Who owns whom: ralloc's live blocks at the cursor, each under the block that would take it along. */
export function Owners() {
  const { from, length, onView } = usePageInView();
  const { open, toggle } = useOpenOwners();
  const page = useOwnersPage(open, from, length);
  const summary = useAnswer(useCallback(async (engine: EngineClient) => ({ of: await engine.owners() }), []));
  if (page === undefined || summary === undefined) return <EmptyState>The owners are being worked out.</EmptyState>;
  if (summary.of === undefined) {
    return (
      <EmptyState>
        No block of this trace was taken through ralloc. A program that uses the{' '}
        <RecordingLink way="code">contexts of heapglass.h</RecordingLink> says of each of its blocks which other one
        owns it.
      </EmptyState>
    );
  }
  return (
    <ListAndDetails
      list={
        page.total === 0 ? (
          <EmptyState>No block of ralloc lives at the cursor.</EmptyState>
        ) : (
          <OwnerRows page={page} toggle={toggle} onView={onView} />
        )
      }
      details={<Summary summary={summary.of} />}
    />
  );
}

/** The whole trace in two sentences: its trees, and what their owners could have given the callbacks. */
function Summary({ summary }: { readonly summary: OwnersSummary }) {
  const { blocks, roots, depth, peakBytes, steals, adoptions, explicitFrees, freesByOwner, coverage } = summary;
  return (
    <ScrollArea label="The owners of the whole trace">
      <div className={styles.summary}>
        <Prose>
          {counted(blocks, 'block')} under {counted(roots, 'root')}, at most {formatCount(depth)} deep, peak{' '}
          {formatBytes(peakBytes)}; {counted(steals, 'steal')}, {counted(adoptions, 'adoption')};{' '}
          {formatCount(freesByOwner)} of {formatCount(freesByOwner + explicitFrees)} frees came with the owner’s
        </Prose>
        <Prose>
          If its roots took the allocator table in force, callbacks would see {seenText(coverage.after.atPeak)} at the
          peak instead of {seenText(coverage.before.atPeak)}
          {doubtText(coverage.byForce)}
        </Prose>
      </div>
    </ScrollArea>
  );
}

/** What the figure rests on where the trace does not say which table a command was given. */
function doubtText(byForce: OwnersSummary['coverage']['byForce']): string {
  const rootsOf = (wanted: string): number => byForce.find(({ inForce }) => inForce === wanted)?.roots ?? 0;
  const assumed = rootsOf('not-recorded');
  const outside = rootsOf('no-command');
  return [
    assumed > 0
      ? `; which table was given to the command of ${counted(assumed, 'root')} is not recorded: any counts`
      : '',
    outside > 0 ? `; ${counted(outside, 'root')} made outside of every command: left with libc` : '',
  ].join('');
}

function seenText({ callbacks, all }: Seen): string {
  return `${formatBytes(callbacks)} (${all === 0 ? '–' : formatShare(callbacks / all)})`;
}
