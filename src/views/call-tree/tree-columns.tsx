import { formatCount } from '../../base/format';
import type { TreeMetric, TreeRow } from '../../worker/protocol';
import { ShareCell } from '../../widgets/bar/ShareCell';
import type { Column } from '../../widgets/table/column';
import { TreeCell } from '../../widgets/tree/TreeCell';
import styles from './call-tree.module.css';
import { metricText } from './metrics';

/** Columns of the call tree. `whole`: what shares are of. A narrow panel leaves out the module and what a function holds itself. */
export function treeColumns(options: {
  readonly metric: TreeMetric;
  readonly whole: number;
  readonly isWide: boolean;
  readonly toggle: (node: number) => void;
}): readonly Column<TreeRow>[] {
  const { metric, whole, isWide, toggle } = options;
  const columns: (Column<TreeRow> | false)[] = [
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
          {row.isMatch ? <span className={styles.match}>{row.label}</span> : row.label}
        </TreeCell>
      ),
      fullText: (row) => [row.label, row.module, row.file].filter((text) => text !== '').join('\n'),
    },
    isWide && {
      id: 'module',
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
    isWide && {
      id: 'self',
      title: 'Self',
      track: '8ch',
      isNumber: true,
      cell: (row) => metricText(metric, row.selfBytes),
    },
    { id: 'count', title: 'Count', track: '8ch', isNumber: true, cell: (row) => formatCount(row.count) },
  ];
  return columns.filter((column) => column !== false);
}
