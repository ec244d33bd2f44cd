import { useMemo } from 'react';
import type { Trace } from '../../core/tables/trace';
import { useApp } from '../../store/app-context';

/** A reader of the open trace; a new object whenever there are new rows, so that what is made of it is made again. */
export interface Tables {
  readonly trace: Trace;
  readonly generation: number;
}

export function useTables(): Tables {
  const trace = useApp((state) => state.trace);
  const generation = useApp((state) => state.generation);
  return useMemo(() => ({ trace, generation }), [trace, generation]);
}
