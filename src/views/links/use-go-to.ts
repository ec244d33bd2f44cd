import { useCallback } from 'react';
import { NONE, type BlockRow, type EventIndex } from '../../core/tables/indices';
import { useApp } from '../../store/app-context';

/** Stops the playback at an event, and selects the block that it is about, if any. */
export function useGoTo(): (event: EventIndex, block?: BlockRow) => void {
  const pause = useApp((state) => state.pause);
  const seek = useApp((state) => state.seek);
  const select = useApp((state) => state.select);
  return useCallback(
    (event, block) => {
      pause();
      seek(event);
      if (block !== undefined && block !== NONE) select(block);
    },
    [pause, seek, select],
  );
}
