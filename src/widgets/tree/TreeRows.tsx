import type { Column } from '../table/column';
import { TableRows } from '../table/TableRows';
import { treeStep, type TreeNode } from './tree-keys';

/** The rows that are known of a tree flattened for display; `from` is the number of the first. */
export interface TreeRowsPage<Row> {
  readonly total: number;
  readonly from: number;
  readonly rows: readonly Row[];
}

/** A tree as a table: arrow keys go through it, open and close it. */
export function TreeRows<Row>(props: {
  readonly label: string;
  readonly columns: readonly Column<Row>[];
  readonly page: TreeRowsPage<Row>;
  readonly nodeOf: (row: Row) => TreeNode;
  readonly active: number;
  readonly onActive: (row: number) => void;
  readonly onToggle: (row: Row) => void;
  /** Enter or a double click on a row. */
  readonly onOpen?: ((row: Row) => void) | undefined;
  readonly onView: (first: number, count: number) => void;
}) {
  const { page, nodeOf, active, onActive, onToggle, onOpen } = props;
  const rowAt = (row: number): Row | undefined => page.rows[row - page.from];
  const onKnown = (row: number, act: (known: Row) => void): void => {
    const known = rowAt(row);
    if (known !== undefined) act(known);
  };
  const onKey = (key: string, row: number): boolean => {
    const step = treeStep(key, page.rows.map(nodeOf), row - page.from);
    if (step?.kind === 'move') onActive(row + step.by);
    else if (step?.kind === 'toggle') onKnown(row, onToggle);
    // Left and right are the tree's own keys even where they lead nowhere.
    return key === 'ArrowLeft' || key === 'ArrowRight';
  };
  const factsOf = (row: number) => {
    const known = rowAt(row);
    if (known === undefined) return {};
    const { depth, hasChildren, isOpen } = nodeOf(known);
    return { level: depth + 1, expanded: hasChildren ? isOpen : undefined };
  };
  return (
    <TableRows
      label={props.label}
      role="treegrid"
      columns={props.columns}
      rowCount={page.total}
      rowAt={rowAt}
      active={Math.min(active, page.total - 1)}
      onActive={onActive}
      onOpen={
        onOpen &&
        ((row) => {
          onKnown(row, onOpen);
        })
      }
      onKey={onKey}
      onView={props.onView}
      rowFacts={factsOf}
    />
  );
}
