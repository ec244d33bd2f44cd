import { ALIVE, NONE, type BlockRow, type EventIndex } from '../../core/tables/indices';
import type { Trace } from '../../core/tables/trace';
import { useApp, useCursor } from '../../store/app-context';
import { EmptyState } from '../../widgets/empty-state/EmptyState';
import { Facts } from '../../widgets/facts/Facts';
import { PanelFrame } from '../../widgets/panel-frame/PanelFrame';
import { ScrollArea } from '../../widgets/scroll-area/ScrollArea';
import { TextButton } from '../../widgets/text-button/TextButton';
import { StackFrames } from '../links/StackFrames';
import { useTables } from '../links/use-tables';
import { useTimeText } from '../links/use-time-text';
import { lifeFacts, ownerFacts, requestFacts } from './block-facts';
import { HeapBytes } from './HeapBytes';
import styles from './inspector.module.css';
import { ReallocationChain } from './ReallocationChain';

/** Everything known of the selected block. */
export function Inspector() {
  const { trace } = useTables();
  const selected = useApp((state) => state.selected);
  if (selected === NONE || selected >= trace.blocks.length) {
    return (
      <PanelFrame title="Block">
        <EmptyState>Click a block on the heap map, or a row of the event list, to see its life here.</EmptyState>
      </PanelFrame>
    );
  }
  return <BlockPanel trace={trace} block={selected} />;
}

function BlockPanel({ trace, block }: { readonly trace: Trace; readonly block: BlockRow }) {
  const timeText = useTimeText();
  const cursor = useCursor();
  const select = useApp((state) => state.select);
  const filter = useApp((state) => state.eventFilter);
  const setFilter = useApp((state) => state.setEventFilter);
  const setTab = useApp((state) => state.setTab);
  const fidelity = useApp((state) => state.meta?.fidelity);
  const stack = trace.sites.stack.get(trace.blocks.site.get(block));
  const death = trace.blocks.death.get(block);
  return (
    <PanelFrame
      title="Block"
      tools={
        <>
          <span className={styles.state}>{stateAt(trace, block, cursor)}</span>
          <TextButton
            onClick={() => {
              select(NONE as BlockRow);
            }}
          >
            Clear
          </TextButton>
        </>
      }
    >
      <ScrollArea label="Facts of the block">
        <div className={styles.inspector}>
          <Facts facts={requestFacts(trace, block)} />
          <Facts facts={lifeFacts(trace, block, timeText)} />
          {fidelity?.orderOfFrees === 'assumed' && (
            <p className={styles.stamp}>order of frees assumed: this format does not say which block a free ended</p>
          )}
          <Facts facts={ownerFacts(trace, block)} />
          <ReallocationChain trace={trace} block={block} />
          <h3 className={styles.heading}>
            Allocated by
            {stack !== NONE && (
              <TextButton
                title="Show only events of this stack in the event list"
                onClick={() => {
                  setFilter({ ...filter, stack });
                  setTab('events');
                }}
              >
                its events
              </TextButton>
            )}
          </h3>
          <StackFrames trace={trace} stack={stack} label="Allocation stack" none="No stack was recorded." />
          {death !== ALIVE && (
            <>
              <h3 className={styles.heading}>Released by</h3>
              <StackFrames
                trace={trace}
                stack={trace.blocks.releaseStack.get(block)}
                label="Release stack"
                none="No stack of the release was recorded."
              />
            </>
          )}
          <h3 className={styles.heading}>
            Words <span className={styles.stamp}>simulated</span>
          </h3>
          <HeapBytes trace={trace} block={block} />
        </div>
      </ScrollArea>
    </PanelFrame>
  );
}

function stateAt(trace: Trace, block: BlockRow, cursor: EventIndex): string {
  if (cursor < trace.blocks.birth.get(block)) return 'not yet allocated';
  return cursor < trace.blocks.death.get(block) ? 'live' : 'gone';
}
