import { formatCount } from '../../base/format';
import type { TreeMetric, TreeRow } from '../../worker/protocol';
import { ShareCell } from '../../widgets/bar/ShareCell';
import type { Column } from '../../widgets/table/column';
import { TreeCell } from '../../widgets/tree/TreeCell';
import styles from './call-tree.module.css';
import { metricText } from './metrics';

/** CSS pixels from which there is room for every column. */
const ROOM_FOR_ALL = 620;
const ROOM_FOR_COUNT = 340;

/** Columns of the call tree. `whole`: what shares are of. A panel of less `width` (CSS pixels) leaves some out. */
export function treeColumns(options: {
  readonly metric: TreeMetric;
  readonly whole: number;
  readonly width: number;
  readonly toggle: (node: number) => void;
}): readonly Column<TreeRow>[] {
  const { metric, whole, width, toggle } = options;
  const isWide = width >= ROOM_FOR_ALL;
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
    width >= ROOM_FOR_COUNT && {
      id: 'count',
      title: 'Count',
      track: '8ch',
      isNumber: true,
      cell: (row) => formatCount(row.count),
    },
  ];
  return columns.filter((column) => column !== false);
}
