import { useMemo } from 'react';
import type { EventIndex } from '../../core/tables/indices';
import { useApp } from '../../store/app-context';
import type { TreeView } from '../../worker/protocol';

const ANY_INSTANT = -1 as EventIndex;

/** What the call tree counts now. Only the metric `live` follows the cursor. */
export function useTreeView(): TreeView {
  const direction = useApp((state) => (state.treeMode === 'callers' ? 'callers' : 'callees'));
  const metric = useApp((state) => state.metric);
  const at = useApp((state) => (state.metric === 'live' ? state.cursor : ANY_INSTANT));
  const range = useApp((state) => state.range);
  const search = useApp((state) => state.search);
  return useMemo(() => ({ direction, metric, at, range, search }), [direction, metric, at, range, search]);
}
