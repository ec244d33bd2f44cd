import { formatAddress, formatBytes } from '../../base/format';
import { blockHistory } from '../../core/tables/block-history';
import { recordedAddress } from '../../core/tables/event-row';
import type { BlockRow } from '../../core/tables/indices';
import type { Trace } from '../../core/tables/trace';
import { BlockLink } from '../links/BlockLink';
import { EventLink } from '../links/EventLink';
import styles from './inspector.module.css';

/** Rows shown of a chain: a buffer that grows by steps can have thousands. */
const MOST_ROWS = 20;

/** The sizes and places that a block went through; nothing where it was never reallocated. */
export function ReallocationChain({ trace, block }: { readonly trace: Trace; readonly block: BlockRow }) {
  const { rows } = blockHistory(trace, block);
  if (rows.length < 2) return undefined;
  const at = rows.indexOf(block);
  const first = Math.max(0, Math.min(at - MOST_ROWS / 2, rows.length - MOST_ROWS));
  const shown = rows.slice(first, first + MOST_ROWS);
  return (
    <>
      <h3 className={styles.heading}>
        Reallocated {rows.length - 1} {rows.length === 2 ? 'time' : 'times'}
      </h3>
      <ol className={styles.chain} start={first + 1}>
        {shown.map((row) => {
          const address = recordedAddress(trace, row);
          return (
            <li key={row} className={styles.link} aria-current={row === block ? 'true' : undefined}>
              <EventLink event={trace.blocks.birth.get(row)} />
              <BlockLink block={row}>{formatBytes(trace.sizeOf(row))}</BlockLink>
              <span className={styles.address}>{address === undefined ? '' : formatAddress(address)}</span>
            </li>
          );
        })}
      </ol>
      {rows.length > shown.length && <p className={styles.note}>{rows.length - shown.length} more are not listed.</p>}
    </>
  );
}
