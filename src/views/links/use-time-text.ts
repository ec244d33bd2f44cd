import { useCallback } from 'react';
import { formatSeconds } from '../../base/format';
import { toSeconds } from '../../core/tables/clock';
import type { Ticks } from '../../core/tables/indices';
import { useApp } from '../../store/app-context';

/** Turns ticks of the open trace into `1.284 s`; into an empty text where the trace has no clock. */
export function useTimeText(): (ticks: Ticks) => string {
  const clock = useApp((state) => state.meta?.fidelity.clock ?? 'none');
  return useCallback(
    (ticks: Ticks) => {
      const seconds = toSeconds(ticks, clock);
      return seconds === undefined ? '' : formatSeconds(seconds);
    },
    [clock],
  );
}
