import { formatBytes, formatCount } from '../../base/format';
import type { OwnerRow } from '../../worker/protocol';
import { ShareCell } from '../../widgets/bar/ShareCell';
import type { Column } from '../../widgets/table/column';
import { TreeCell } from '../../widgets/tree/TreeCell';
import { BlockLink } from '../links/BlockLink';

/** Columns of the owners' tree. `whole`: what shares are of, in bytes. */
export function ownerColumns(whole: number, toggle: (node: number) => void): readonly Column<OwnerRow>[] {
  return [
    {
      id: 'owner',
      title: 'Asked for by',
      track: 'minmax(12ch, 1fr)',
      cell: (row) => (
        <TreeCell
          node={row}
          onToggle={() => {
            toggle(row.node);
          }}
        >
          {row.label === '' ? 'no stack recorded' : row.label}
        </TreeCell>
      ),
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
