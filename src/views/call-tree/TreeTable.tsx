import { useCallback, useMemo, useRef, useState } from 'react';
import { useApp } from '../../store/app-context';
import type { EngineClient } from '../../worker/client';
import type { TreePage, TreeRow, TreeView } from '../../worker/protocol';
import { useElementSize } from '../../widgets/canvas/use-element-size';
import { EmptyState } from '../../widgets/empty-state/EmptyState';
import { tracksOf } from '../../widgets/table/column';
import { HeaderCells, RowCells } from '../../widgets/table/TableCells';
import { VirtualRows } from '../../widgets/virtual-rows/VirtualRows';
import styles from './call-tree.module.css';
import { treeColumns } from './tree-columns';
import { treeStep } from './tree-keys';
import { useHeavyPath } from './use-heavy-path';
import { useTreeAnswer } from './use-tree-answer';

const ROW_HEIGHT = 20;
/** Rows fetched before and after those in view, so that short moves show no gaps. */
const MARGIN = 40;
/** CSS pixels from which there is room for every column. */
const WIDE = 620;

interface Page extends TreePage {
  /** Row number of `rows[0]`. */
  readonly from: number;
}

/** The call tree as a table: callers above, callees below, the greatest first. */
export function TreeTable() {
  const frame = useRef<HTMLDivElement>(null);
  const { width } = useElementSize(frame);
  return (
    <div ref={frame} className={styles.table}>
      <TreeRows isWide={width >= WIDE} />
    </div>
  );
}

function TreeRows({ isWide }: { readonly isWide: boolean }) {
  const metric = useApp((state) => state.metric);
  const toggleNode = useApp((state) => state.toggleNode);
  const setFlameRoot = useApp((state) => state.setFlameRoot);
  const setTreeMode = useApp((state) => state.setTreeMode);
  // The flame graph knows the callees' nodes only.
  const isCallees = useApp((state) => state.treeMode !== 'callers');
  const search = useApp((state) => state.search);
  const [active, setActive] = useState(-1);
  const [view, setView] = useState({ first: 0, count: 100 });
  const page = useTreePage(view.first, view.count);
  useHeavyPath(page);
  const whole = page?.whole ?? 0;
  const columns = useMemo(
    () => treeColumns({ metric, whole, isWide, toggle: toggleNode }),
    [metric, whole, isWide, toggleNode],
  );
  const onView = useCallback((first: number, count: number) => {
    setView({ first, count });
  }, []);
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

  const rowAt = (row: number): TreeRow | undefined => page.rows[row - page.from];
  const onKey = (key: string, row: number): boolean => {
    const step = treeStep(key, page.rows, row - page.from);
    if (step?.kind === 'move') setActive(row + step.by);
    else if (step?.kind === 'toggle') toggleNode(page.rows[row - page.from].node);
    // Left and right are the tree's own keys even where they lead nowhere.
    return key === 'ArrowLeft' || key === 'ArrowRight';
  };
  const showFlame = (row: number): void => {
    const node = rowAt(row)?.node;
    // The flame graph shows the callees' tree; callers' nodes, numbered below 0, are not in it.
    if (node === undefined || node < 0) return;
    setFlameRoot(node);
    setTreeMode('flame');
  };
  return (
    <VirtualRows
      label="Call tree"
      role="treegrid"
      rowCount={page.total}
      rowHeight={ROW_HEIGHT}
      tracks={tracksOf(columns)}
      columnCount={columns.length}
      active={Math.min(active, page.total - 1)}
      onActive={setActive}
      onOpen={isCallees ? showFlame : undefined}
      onKey={onKey}
      onView={onView}
      header={<HeaderCells columns={columns} />}
      renderRow={(row) => <RowCells columns={columns} row={rowAt(row)} />}
      rowFacts={(row) => treeFacts(rowAt(row))}
    />
  );
}

function useTreePage(first: number, count: number): Page | undefined {
  const open = useApp((state) => state.openNodes);
  // In steps, so that a small move needs no new page.
  const from = Math.max(0, Math.floor(first / MARGIN) * MARGIN - MARGIN);
  const length = Math.ceil(count / MARGIN) * MARGIN + 3 * MARGIN;
  const question = useCallback(
    async (engine: EngineClient, view: TreeView) => ({ ...(await engine.tree(view, open, from, length)), from }),
    [open, from, length],
  );
  return useTreeAnswer(question);
}

function treeFacts(row: TreeRow | undefined): { level?: number; expanded?: boolean | undefined } {
  return row === undefined ? {} : { level: row.depth + 1, expanded: row.hasChildren ? row.isOpen : undefined };
}
