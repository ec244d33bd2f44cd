import { formatAddress, formatBytes, formatCount } from '../../base/format';
import { isInHeap } from '../../core/tables/blocks';
import { domainName } from '../../core/tables/domain-names';
import { frameLabel } from '../../core/tables/code-names';
import { recordedAddress } from '../../core/tables/event-row';
import { NONE, type Address, type BlockRow, type EventIndex, type Ticks } from '../../core/tables/indices';
import type { Trace } from '../../core/tables/trace';
import { useApp } from '../../store/app-context';
import type { HeapChoice, Pick } from '../../worker/protocol';
import { hitText } from '../links/hit-text';
import { simulatedAddress } from '../links/simulated-address';
import { useTables } from '../links/use-tables';
import { useTimeText } from '../links/use-time-text';
import styles from './heap-map.module.css';

/** What lies under the pointer: a block, the hole between two, or the mark of a hit. */
export function MapTip({ pick }: { readonly pick: Pick }) {
  const { trace } = useTables();
  const heap = useApp((state) => state.heap);
  if (pick.kind === 'hole') {
    return (
      <>
        <strong className={styles.tipTitle}>{formatBytes(pick.bytes)} between blocks</strong>
        <span>from {formatAddress(pick.from)}</span>
        <span>{holeText(heap, pick.from)}</span>
      </>
    );
  }
  if (pick.kind === 'page') return <PageTip pick={pick} />;
  if (pick.kind === 'hit') return <span>{hitText(trace, pick.hit)}</span>;
  return pick.kind === 'block' ? <BlockTip trace={trace} block={pick.block} address={pick.address} /> : undefined;
}

function holeText(heap: HeapChoice, from: Address): string {
  if (heap === 'recorded') return 'No live block is recorded here; what the allocator keeps here is not known.';
  return isInHeap(from / 4)
    ? 'Free memory, and headers of the engine.'
    : 'Free pages, and what is left of the last page of a region.';
}

/** What a page of the simulated address space consists of, and what the byte under the pointer is. */
function PageTip({ pick }: { readonly pick: Extract<Pick, { kind: 'page' }> }) {
  const { unallocated, ...taken } = pick.bytes;
  const parts = Object.entries({ ...taken, free: unallocated }).filter(([, bytes]) => bytes > 0);
  return (
    <>
      <strong className={styles.tipTitle}>Page {formatCount(pick.page)}</strong>
      {parts.map(([name, bytes]) => (
        <span key={name}>
          {formatBytes(bytes)} {name}
        </span>
      ))}
      <span>
        pointer at {formatAddress(pick.address)}: {pick.state === 'unallocated' ? 'free' : pick.state}
      </span>
    </>
  );
}

/** `address`: the byte under the pointer. */
function BlockTip(props: { readonly trace: Trace; readonly block: BlockRow; readonly address: Address }) {
  const { trace, block } = props;
  const heap = useApp((state) => state.heap);
  const isAssumed = useApp((state) => state.meta?.fidelity.orderOfFrees === 'assumed');
  const cursor = useApp((state) => state.cursor);
  const timeText = useTimeText();
  const site = trace.blocks.site.get(block);
  const frame = trace.stacks.frame.get(trace.sites.stack.get(site));
  const start = heap === 'recorded' ? recordedAddress(trace, block) : simulatedAddress(trace, block);
  return (
    <>
      <strong className={styles.tipTitle}>{formatBytes(trace.sizeOf(block))}</strong>
      <span>
        at {formatAddress(start ?? props.address)}, {domainName(trace, trace.sites.domain.get(site))}
      </span>
      {start !== undefined && props.address > start && (
        <span>pointer at byte {formatCount(props.address - start)}</span>
      )}
      <span>
        {ageText(trace, block, cursor, timeText)}
        {isAssumed && ' (order of frees assumed)'}
      </span>
      {frame !== NONE && <span className={styles.tipFunction}>{frameLabel(trace, frame)}</span>}
    </>
  );
}

function ageText(trace: Trace, block: BlockRow, cursor: EventIndex, timeText: (ticks: Ticks) => string): string {
  const birth = trace.blocks.birth.get(block);
  if (cursor < birth) return 'not yet allocated';
  const time = timeText((trace.timeOf(cursor) - trace.timeOf(birth)) as Ticks);
  return `${formatCount(cursor - birth)} events old${time === '' ? '' : `, ${time}`}`;
}
