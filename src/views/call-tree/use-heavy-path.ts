import { useEffect, useRef } from 'react';
import { useApp, useLink } from '../../store/app-context';
import type { TreePage } from '../../worker/protocol';

/** Least share of the whole with which a callee is opened unasked. */
const HEAVY = 0.5;
/** Levels that are opened unasked. */
const MOST_LEVELS = 24;

/** Opens the tree of a new trace along its heaviest calls, level by level, until nobody holds half of it. */
export function useHeavyPath(page: TreePage | undefined): void {
  const { store } = useLink();
  const trace = useApp((state) => state.trace);
  const doneFor = useRef<unknown>(undefined);
  useEffect(() => {
    if (page === undefined || page.rows.length === 0 || doneFor.current === trace) return;
    const { openNodes, setOpenNodes } = store.getState();
    const next = page.rows.findIndex((row) => !row.isOpen);
    const row = page.rows[next];
    const isHeavy = next >= 0 && row.hasChildren && row.depth === next && row.bytes >= HEAVY * page.whole;
    if (isHeavy && next < MOST_LEVELS) setOpenNodes([...openNodes, row.node]);
    else doneFor.current = trace;
  }, [page, trace, store]);
}
