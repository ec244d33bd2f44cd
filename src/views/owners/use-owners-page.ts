import { useCallback } from 'react';
import type { EventIndex } from '../../core/tables/indices';
import { useAnswerAtCursor } from '../../store/app-context';
import type { EngineClient } from '../../worker/client';
import type { OwnersPage } from '../../worker/protocol';

/** The owners' tree at the cursor, `length` rows from row `from` on. */
export function useOwnersPage(open: readonly number[], from: number, length: number): OwnersPage | undefined {
  const question = useCallback(
    (engine: EngineClient, at: EventIndex) => engine.ownersPage(at, open, from, length),
    [open, from, length],
  );
  return useAnswerAtCursor(question);
}
