import { formatCount } from '../../base/format';
import type { TreeMetric, TreeRow } from '../../worker/protocol';
import { ShareCell } from '../../widgets/bar/ShareCell';
import { MiddleCut } from '../../widgets/middle-cut/MiddleCut';
import type { Column } from '../../widgets/table/column';
import { TreeCell } from '../../widgets/tree/TreeCell';
import styles from './call-tree.module.css';
import { metricText } from './metrics';

/** Columns of the call tree. `whole`: what shares are of. */
export function treeColumns(options: {
  readonly metric: TreeMetric;
  readonly whole: number;
  readonly toggle: (node: number) => void;
}): readonly Column<TreeRow>[] {
  const { metric, whole, toggle } = options;
  return [
    {
      id: 'function',
      title: 'Function',
      track: 'minmax(12ch, 1fr)',
      cell: (row) => (
        <TreeCell
          node={row}
          onToggle={() => {
            toggle(row.node);
          }}
        >
          <FunctionName row={row} />
        </TreeCell>
      ),
      fullText: (row) => [row.label, row.module, row.file].filter((text) => text !== '').join('\n'),
    },
    {
      id: 'module',
      fromWidth: 620,
      title: 'Module',
      track: 'minmax(8ch, 0.3fr)',
      cell: (row) => row.module,
      fullText: (row) => row.module,
    },
    {
      id: 'total',
      title: metric === 'temporary' ? 'Calls' : 'Total',
      track: '8ch',
      isNumber: true,
      cell: (row) => metricText(metric, row.bytes),
    },
    {
      id: 'share',
      title: 'Share',
      track: '7ch',
      isNumber: true,
      cell: (row) => <ShareCell share={whole === 0 ? 0 : row.bytes / whole} />,
    },
    {
      id: 'self',
      fromWidth: 620,
      title: 'Self',
      track: '8ch',
      isNumber: true,
      cell: (row) => metricText(metric, row.selfBytes),
    },
    {
      id: 'count',
      title: 'Count',
      track: '8ch',
      fromWidth: 340,
      isNumber: true,
      cell: (row) => formatCount(row.count),
    },
  ];
}

function FunctionName({ row }: { readonly row: TreeRow }) {
  // Without a symbol it is a place in the module: the end is what tells it from others.
  const isPlace = row.label.startsWith(`${row.module}+0x`);
  const name = isPlace ? <MiddleCut text={row.label} /> : row.label;
  return row.isMatch ? <span className={styles.match}>{name}</span> : name;
}
