import { formatBytes, formatCount } from '../../base/format';
import type { OwnerRow } from '../../worker/protocol';
import { ShareCell } from '../../widgets/bar/ShareCell';
import type { Column } from '../../widgets/table/column';
import { BlockLink } from '../links/BlockLink';
import styles from './owners.module.css';

/** Levels that are indented; deeper ones stand below each other. */
const MOST_INDENTS = 40;

/** Columns of the owners' tree. `whole`: what shares are of, in bytes. */
export function ownerColumns(whole: number, toggle: (node: number) => void): readonly Column<OwnerRow>[] {
  return [
    {
      id: 'owner',
      title: 'Asked for by',
      track: 'minmax(12ch, 1fr)',
      cell: (row) => <OwnerCell row={row} toggle={toggle} />,
      fullText: (row) => row.label,
    },
    {
      id: 'block',
      title: 'Block',
      track: '9ch',
      isNumber: true,
      cell: (row) => <BlockLink block={row.block}>{formatCount(row.block)}</BlockLink>,
    },
    { id: 'total', title: 'Total', track: '9ch', isNumber: true, cell: (row) => formatBytes(row.bytes) },
    {
      id: 'share',
      title: 'Share',
      track: '7ch',
      isNumber: true,
      cell: (row) => <ShareCell share={whole === 0 ? 0 : row.bytes / whole} />,
    },
    { id: 'own', title: 'Own', track: '9ch', isNumber: true, cell: (row) => formatBytes(row.ownBytes) },
    { id: 'blocks', title: 'Blocks', track: '8ch', isNumber: true, cell: (row) => formatCount(row.blocks) },
  ];
}

function OwnerCell({ row, toggle }: { readonly row: OwnerRow; readonly toggle: (node: number) => void }) {
  return (
    <span className={styles.owner} style={{ paddingInlineStart: `${Math.min(row.depth, MOST_INDENTS) * 0.8}em` }}>
      {row.hasChildren ? (
        // The row itself says whether it is open; arrow keys do the same.
        <button
          type="button"
          className={styles.twisty}
          aria-hidden="true"
          tabIndex={-1}
          onClick={(event) => {
            event.stopPropagation();
            toggle(row.node);
          }}
        >
          {row.isOpen ? '▾' : '▸'}
        </button>
      ) : (
        <span className={styles.leaf} />
      )}
      <span className={styles.label}>{row.label === '' ? 'no stack recorded' : row.label}</span>
    </span>
  );
}
