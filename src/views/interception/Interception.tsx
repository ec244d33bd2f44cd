import { useCallback, useMemo, useState } from 'react';
import { unbroken } from '../../base/wording';
import { useAnswer, useApp } from '../../store/app-context';
import type { EngineClient } from '../../worker/client';
import type { Interception as Answer, InterceptionChoice } from '../../worker/protocol';
import { EmptyState } from '../../widgets/empty-state/EmptyState';
import { ListAndDetails } from '../../widgets/list-and-details/ListAndDetails';
import { ScrollArea } from '../../widgets/scroll-area/ScrollArea';
import { RecordingLink } from '../help/RecordingLink';
import { useTables } from '../links/use-tables';
import { BalancedSets } from './BalancedSets';
import { CellSites } from './CellSites';
import { CrossingsMatrix } from './CrossingsMatrix';
import { InterceptionControls } from './InterceptionControls';
import { layOutMatrix, type Measure, type ModulePair } from './matrix';
import { Ways } from './Ways';
import styles from './interception.module.css';

/** Who releases what others allocated, and what would break if only some of them were intercepted. */
export function Interception() {
  const { trace } = useTables();
  const choice = useApp((state) => state.interception);
  const hasReleaseStacks = useApp((state) => state.meta?.fidelity.releaseStacks === true);
  const question = useCallback((engine: EngineClient) => engine.interception(choice), [choice]);
  const answer = useAnswer(question);
  const [measure, setMeasure] = useState<Measure>('blocks');
  const [picked, setPicked] = useState<{
    readonly pair: ModulePair | undefined;
    readonly choice: InterceptionChoice;
  }>();
  // After another choice its verdict is what a person wants to read.
  const pair = picked?.choice === choice ? picked.pair : undefined;
  const setPair = (to: ModulePair | undefined): void => {
    setPicked({ pair: to, choice });
  };
  const matrix = useMemo(() => (answer === undefined ? undefined : layOutMatrix(answer)), [answer]);
  if (!hasReleaseStacks) {
    return (
      <EmptyState>
        This trace does not tell which code released its blocks: it has no stacks of frees. A{' '}
        <RecordingLink way="program">recording with them</RecordingLink> shows what crosses between modules.
      </EmptyState>
    );
  }
  if (answer === undefined || matrix === undefined) return <EmptyState>The crossings are being counted.</EmptyState>;
  const chosen = answer.cells.find(({ from, to }) => from === pair?.from && to === pair.to);
  return (
    <ListAndDetails
      list={
        <>
          <InterceptionControls trace={trace} measure={measure} onMeasure={setMeasure} />
          <div className={styles.matrix}>
            <ScrollArea label="Crossings between modules">
              <CrossingsMatrix trace={trace} matrix={matrix} measure={measure} pair={pair} onPair={setPair} />
            </ScrollArea>
          </div>
        </>
      }
      details={
        chosen === undefined ? (
          <ScrollArea label="Verdict and balanced sets">
            <Verdict answer={answer} />
            <BalancedSets trace={trace} answer={answer} />
            <Ways mode={choice.mode} />
          </ScrollArea>
        ) : (
          <CellSites
            key={`${chosen.from} ${chosen.to}`}
            trace={trace}
            cell={chosen}
            onClose={() => {
              setPair(undefined);
            }}
          />
        )
      }
    />
  );
}

function Verdict({ answer }: { readonly answer: Answer }) {
  return (
    <p className={styles.verdict} data-red={answer.red.blocks > 0} aria-live="polite" data-testid="verdict">
      {unbroken(answer.verdict)}
    </p>
  );
}
