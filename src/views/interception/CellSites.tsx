import { useCallback, useState } from 'react';
import { formatBytes, formatCount } from '../../base/format';
import { counted } from '../../base/wording';
import { moduleName, stackLabel } from '../../core/tables/code-names';
import type { Trace } from '../../core/tables/trace';
import { useAnswer, useApp } from '../../store/app-context';
import type { EngineClient } from '../../worker/client';
import type { InterceptedCell, SitePair } from '../../worker/protocol';
import { Button } from '../../widgets/button/Button';
import { Prose } from '../../widgets/prose/Prose';
import { ScrollArea } from '../../widgets/scroll-area/ScrollArea';
import { BlockLink } from '../links/BlockLink';
import { StackFrames } from '../links/StackFrames';
import { OUTCOME_WORDS } from './outcome-words';
import styles from './interception-details.module.css';

/** Pairs of sites listed. */
const MOST_PAIRS = 50;

/** Where the blocks of a cell were allocated and where they were released, the most frequent pair of sites first. */
export function CellSites(props: {
  readonly trace: Trace;
  readonly cell: InterceptedCell;
  readonly onClose: () => void;
}) {
  const { trace, cell } = props;
  const { from, to } = cell;
  const staticModules = useApp((state) => state.interception.staticModules);
  const [chosen, setChosen] = useState(0);
  const question = useCallback(
    (engine: EngineClient) => engine.crossingSites(staticModules, from, to),
    [staticModules, from, to],
  );
  const sites = useAnswer(question);
  const pairs = sites?.pairs.slice(0, MOST_PAIRS) ?? [];
  const pair = pairs.at(chosen) ?? pairs.at(0);
  return (
    <ScrollArea label="Sites of the crossing">
      <div className={styles.sets}>
        <h3 className={styles.heading}>
          {moduleName(trace, from)} → {moduleName(trace, to)}
        </h3>
        <Prose className={styles.note}>
          {counted(cell.blocks, 'block')}, {formatBytes(cell.bytes)}: {OUTCOME_WORDS[cell.outcome]}.{' '}
          <Button onClick={props.onClose}>Back to balanced sets</Button>
        </Prose>
        <ul aria-label="Pairs of sites">
          {pairs.map((each, index) => (
            <li key={each.first}>
              <button
                type="button"
                className={styles.pair}
                aria-pressed={each === pair}
                onClick={() => {
                  setChosen(index);
                }}
              >
                <span className={styles.figure}>{formatCount(each.blocks)}</span>
                <span className={styles.site}>{stackLabel(trace, each.allocation)}</span>
                <span className={styles.site}>{stackLabel(trace, each.release)}</span>
              </button>
            </li>
          ))}
        </ul>
        {sites !== undefined && sites.total > pairs.length && (
          <p className={styles.note}>{formatCount(sites.total - pairs.length)} more pairs with fewer blocks.</p>
        )}
        {pair !== undefined && <BothSites trace={trace} pair={pair} />}
      </div>
    </ScrollArea>
  );
}

function BothSites({ trace, pair }: { readonly trace: Trace; readonly pair: SitePair }) {
  const setFilter = useApp((state) => state.setEventFilter);
  const setTab = useApp((state) => state.setTab);
  return (
    <>
      <p className={styles.note}>
        <BlockLink block={pair.first}>The first of these blocks</BlockLink>{' '}
        <Button
          title="Lists the events of blocks that were allocated with this stack"
          onClick={() => {
            setFilter({ kinds: '', stack: pair.allocation });
            setTab('events');
          }}
        >
          Show events
        </Button>
      </p>
      <h4 className={styles.heading}>Allocated</h4>
      <StackFrames
        trace={trace}
        stack={pair.allocation}
        label="Stack of the allocation"
        none="No stack was recorded."
      />
      <h4 className={styles.heading}>Released</h4>
      <StackFrames trace={trace} stack={pair.release} label="Stack of the release" none="No stack was recorded." />
    </>
  );
}
