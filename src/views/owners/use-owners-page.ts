import { useCallback } from 'react';
import type { EventIndex } from '../../core/tables/indices';
import { useAnswerAtCursor } from '../../store/app-context';
import type { EngineClient } from '../../worker/client';
import type { OwnersPage } from '../../worker/protocol';

/** Rows fetched before and after those in view, so that short moves show no gaps. */
const MARGIN = 40;

/** The owners' tree at the cursor, around the rows in view. */
export function useOwnersPage(open: readonly number[], first: number, count: number): OwnersPage | undefined {
  // In steps, so that a small move needs no new page.
  const from = Math.max(0, Math.floor(first / MARGIN) * MARGIN - MARGIN);
  const length = Math.ceil(count / MARGIN) * MARGIN + 3 * MARGIN;
  const question = useCallback(
    (engine: EngineClient, at: EventIndex) => engine.ownersPage(at, open, from, length),
    [open, from, length],
  );
  return useAnswerAtCursor(question);
}
