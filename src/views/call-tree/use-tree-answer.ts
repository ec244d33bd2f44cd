import { useCallback } from 'react';
import type { EventIndex } from '../../core/tables/indices';
import { useAnswerAtCursor, useApp } from '../../store/app-context';
import type { EngineClient } from '../../worker/client';
import type { TreeView } from '../../worker/protocol';

const ANY_INSTANT = -1 as EventIndex;

/**
 * The answer to a question about the tree as it is counted now; asked again when `question` changes (so wrap it in
 * `useCallback`). Only the metric `live` follows the cursor.
 */
export function useTreeAnswer<Answer>(
  question: (engine: EngineClient, view: TreeView) => Promise<Answer>,
): Answer | undefined {
  const direction = useApp((state) => (state.treeMode === 'callers' ? 'callers' : 'callees'));
  const metric = useApp((state) => state.metric);
  const range = useApp((state) => state.range);
  const search = useApp((state) => state.search);
  const isLive = metric === 'live';
  const questionAt = useCallback(
    (engine: EngineClient, at: EventIndex) =>
      question(engine, { direction, metric, at: isLive ? at : ANY_INSTANT, range, search }),
    [question, direction, metric, isLive, range, search],
  );
  return useAnswerAtCursor(questionAt, isLive);
}
