import { useMemo, useState } from 'react';
import { useApp } from '../../store/app-context';
import type { OwnerRow, OwnersPage } from '../../worker/protocol';
import { tracksOf } from '../../widgets/table/column';
import { HeaderCells, RowCells } from '../../widgets/table/TableCells';
import { VirtualRows } from '../../widgets/virtual-rows/VirtualRows';
import { treeStep } from '../call-tree/tree-keys';
import { ownerColumns } from './owner-columns';

const ROW_HEIGHT = 20;

/** The owners' tree as a table: arrow keys go through it, Enter selects the block. */
export function OwnerRows(props: {
  readonly page: OwnersPage;
  readonly toggle: (node: number) => void;
  readonly onView: (first: number, count: number) => void;
}) {
  const { page, toggle, onView } = props;
  const select = useApp((state) => state.select);
  const [active, setActive] = useState(-1);
  const columns = useMemo(() => ownerColumns(page.bytes, toggle), [page.bytes, toggle]);
  const rowAt = (row: number): OwnerRow | undefined => page.rows[row - page.from];
  const onKey = (key: string, row: number): boolean => {
    const step = treeStep(key, page.rows, row - page.from);
    if (step?.kind === 'move') setActive(row + step.by);
    else if (step?.kind === 'toggle') toggle(page.rows[row - page.from].node);
    // Left and right are the tree's own keys even where they lead nowhere.
    return key === 'ArrowLeft' || key === 'ArrowRight';
  };
  const choose = (row: number): void => {
    const chosen = rowAt(row);
    if (chosen !== undefined) select(chosen.block);
  };
  return (
    <VirtualRows
      label="Owners"
      role="treegrid"
      rowCount={page.total}
      rowHeight={ROW_HEIGHT}
      tracks={tracksOf(columns)}
      columnCount={columns.length}
      active={Math.min(active, page.total - 1)}
      onActive={setActive}
      onOpen={choose}
      onKey={onKey}
      onView={onView}
      header={<HeaderCells columns={columns} />}
      renderRow={(row) => <RowCells columns={columns} row={rowAt(row)} />}
      rowFacts={(row) => ownerFacts(rowAt(row))}
    />
  );
}

function ownerFacts(row: OwnerRow | undefined): { level?: number; expanded?: boolean | undefined } {
  return row === undefined ? {} : { level: row.depth + 1, expanded: row.hasChildren ? row.isOpen : undefined };
}
