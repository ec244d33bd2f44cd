import { useCallback, useMemo, useState } from 'react';
import { useApp } from '../../store/app-context';
import type { EngineClient } from '../../worker/client';
import type { TreePage, TreeRow, TreeView } from '../../worker/protocol';
import { EmptyState } from '../../widgets/empty-state/EmptyState';
import { TreeRows, type TreeRowsPage } from '../../widgets/tree/TreeRows';
import { usePageInView } from '../../widgets/virtual-rows/use-page-in-view';
import { treeColumns } from './tree-columns';
import { useHeavyPath } from './use-heavy-path';
import { useTreeAnswer } from './use-tree-answer';

/** The call tree as a table: callers above, callees below, the greatest first. */
export function TreeTable() {
  const metric = useApp((state) => state.metric);
  const toggleNode = useApp((state) => state.toggleNode);
  const setFlameRoot = useApp((state) => state.setFlameRoot);
  const setTreeMode = useApp((state) => state.setTreeMode);
  // The flame graph knows the callees' nodes only.
  const isCallees = useApp((state) => state.treeMode !== 'callers');
  const search = useApp((state) => state.search);
  const [active, setActive] = useState(-1);
  const { from, length, onView } = usePageInView();
  const page = useTreePage(from, length);
  useHeavyPath(page);
  const whole = page?.whole ?? 0;
  const columns = useMemo(() => treeColumns({ metric, whole, toggle: toggleNode }), [metric, whole, toggleNode]);
  if (page === undefined) return <EmptyState>The call tree is being put together.</EmptyState>;
  if (page.total === 0) {
    return (
      <EmptyState>
        {search === ''
          ? 'No call holds memory by this measure.'
          : 'No function, module or file that holds memory by this measure matches the search.'}
      </EmptyState>
    );
  }

  const showFlame = ({ node }: TreeRow): void => {
    setFlameRoot(node);
    setTreeMode('flame');
  };
  return (
    <TreeRows
      label="Call tree"
      columns={columns}
      page={page}
      nodeOf={(row) => row}
      active={active}
      onActive={setActive}
      onToggle={({ node }) => {
        toggleNode(node);
      }}
      onOpen={isCallees ? showFlame : undefined}
      onView={onView}
    />
  );
}

function useTreePage(from: number, length: number): (TreePage & TreeRowsPage<TreeRow>) | undefined {
  const open = useApp((state) => state.openNodes);
  const question = useCallback(
    async (engine: EngineClient, view: TreeView) => ({ ...(await engine.tree(view, open, from, length)), from }),
    [open, from, length],
  );
  return useTreeAnswer(question);
}
