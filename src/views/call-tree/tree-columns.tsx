import { formatCount } from '../../base/format';
import type { TreeMetric, TreeRow } from '../../worker/protocol';
import { ShareCell } from '../../widgets/bar/ShareCell';
import type { Column } from '../../widgets/table/column';
import styles from './call-tree.module.css';
import { metricText } from './metrics';

/** Levels that are indented; deeper ones stand below each other. */
const MOST_INDENTS = 40;

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
      cell: (row) => <FunctionCell row={row} toggle={toggle} />,
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

function FunctionCell({ row, toggle }: { readonly row: TreeRow; readonly toggle: (node: number) => void }) {
  return (
    <span className={styles.function} style={{ paddingInlineStart: `${Math.min(row.depth, MOST_INDENTS) * 0.8}em` }}>
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
      <span className={row.isMatch ? styles.match : styles.label}>{row.label}</span>
    </span>
  );
}
