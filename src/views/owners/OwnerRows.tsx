import { useMemo, useState } from 'react';
import { useApp } from '../../store/app-context';
import type { OwnersPage } from '../../worker/protocol';
import { TreeRows } from '../../widgets/tree/TreeRows';
import { ownerColumns } from './owner-columns';

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
  return (
    <TreeRows
      label="Owners"
      columns={columns}
      page={page}
      nodeOf={(row) => row}
      active={active}
      onActive={setActive}
      onToggle={({ node }) => {
        toggle(node);
      }}
      onOpen={({ block }) => {
        select(block);
      }}
      onView={onView}
    />
  );
}
