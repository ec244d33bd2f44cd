import { formatAddress, formatBytes, formatCount } from '../../base/format';
import { domainName } from '../../core/tables/domain-names';
import { frameLabel } from '../../core/tables/code-names';
import { NONE, type BlockRow, type EventIndex, type Ticks } from '../../core/tables/indices';
import type { Trace } from '../../core/tables/trace';
import { useApp } from '../../store/app-context';
import type { Pick } from '../../worker/protocol';
import { useTables } from '../links/use-tables';
import { useTimeText } from '../links/use-time-text';
import styles from './heap-map.module.css';

/** What lies under the pointer: a block, or the hole between two. */
export function MapTip({ pick }: { readonly pick: Pick }) {
  const { trace } = useTables();
  const heap = useApp((state) => state.heap);
  if (pick.kind === 'hole') {
    return (
      <>
        <strong className={styles.tipTitle}>{formatBytes(pick.bytes)} between blocks</strong>
        <span>from {formatAddress(pick.from)}</span>
        <span>
          {heap === 'recorded'
            ? 'No live block is recorded here; what the allocator keeps here is not known.'
            : 'Free memory, and headers of the engine.'}
        </span>
      </>
    );
  }
  return pick.kind === 'block' ? <BlockTip trace={trace} block={pick.block} address={pick.address} /> : undefined;
}

function BlockTip({
  trace,
  block,
  address,
}: {
  readonly trace: Trace;
  readonly block: BlockRow;
  readonly address: number;
}) {
  const cursor = useApp((state) => state.cursor);
  const timeText = useTimeText();
  const site = trace.blocks.site.get(block);
  const frame = trace.stacks.frame.get(trace.sites.stack.get(site));
  return (
    <>
      <strong className={styles.tipTitle}>{formatBytes(trace.sizeOf(block))}</strong>
      <span>
        at {formatAddress(address)}, {domainName(trace, trace.sites.domain.get(site))}
      </span>
      <span>{ageText(trace, block, cursor, timeText)}</span>
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
