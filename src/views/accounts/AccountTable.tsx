import { useMemo } from 'react';
import { formatBytes, formatCount } from '../../base/format';
import type { AccountRow } from '../../worker/protocol';
import { ShareCell } from '../../widgets/bar/ShareCell';
import { MiddleCut } from '../../widgets/middle-cut/MiddleCut';
import type { Column } from '../../widgets/table/column';
import { ShortTable } from '../../widgets/table/TableCells';
import styles from './accounts.module.css';

/** Accounts shown; a trace may define any number of domains. */
const MOST_ROWS = 100;

/** Live bytes, blocks and peaks of domains or scopes. Ordered by peak, so that rows keep their place as it plays. */
export function AccountTable(props: {
  readonly label: string;
  readonly rows: readonly AccountRow[];
  /** Live bytes that shares are of. */
  readonly whole: number;
}) {
  const columns = useMemo(() => accountColumns(props.label, props.whole), [props.label, props.whole]);
  const used = props.rows.filter((row) => row.allocations > 0);
  const shown = used.sort((a, b) => b.peakBytes - a.peakBytes || a.id - b.id).slice(0, MOST_ROWS);
  return (
    <>
      <ShortTable label={props.label} columns={columns} rows={shown} rowKey={(row) => row.id} />
      {used.length > shown.length && (
        <p className={styles.note}>{formatCount(used.length - shown.length)} more with smaller peaks are not listed.</p>
      )}
    </>
  );
}

function accountColumns(label: string, whole: number): readonly Column<AccountRow>[] {
  return [
    {
      id: 'name',
      title: label,
      track: 'minmax(8ch, 1fr)',
      cell: (row) => <MiddleCut text={row.name} />,
      fullText: (row) =>
        `${row.name} (${row.kind}): ${formatBytes(row.allocatedBytes)} in ${formatCount(row.allocations)} allocations over the whole trace`,
    },
    { id: 'live', title: 'Live', track: '8ch', isNumber: true, cell: (row) => formatBytes(row.liveBytes) },
    {
      id: 'share',
      title: 'Share',
      track: '7ch',
      fromWidth: 330,
      isNumber: true,
      cell: (row) => <ShareCell share={whole === 0 ? 0 : row.liveBytes / whole} />,
    },
    {
      id: 'blocks',
      title: 'Blocks',
      track: '7ch',
      fromWidth: 270,
      isNumber: true,
      cell: (row) => formatCount(row.liveBlocks),
    },
    { id: 'peak', title: 'Peak', track: '8ch', isNumber: true, cell: (row) => formatBytes(row.peakBytes) },
  ];
}
