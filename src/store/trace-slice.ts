import type { StateCreator } from 'zustand';
import { asError } from '../base/assert';
import type { EventIndex } from '../core/tables/indices';
import { LIVE_STATS, type LiveStatValues } from '../core/tables/live-stats';
import { Trace } from '../core/tables/trace';
import type { TraceMeta } from '../core/tables/trace-meta';
import type { OpenedTrace, OpenError, TraceSource } from '../worker/protocol';

export type TraceStatus =
  | { readonly kind: 'empty' }
  | { readonly kind: 'opening'; readonly source: TraceSource }
  | { readonly kind: 'ready'; readonly source: TraceSource; readonly opened: OpenedTrace }
  | { readonly kind: 'failed'; readonly source: TraceSource; readonly error: OpenError };

/** The trace that is open, how far it is read, and a reader of its tables. */
export interface TraceSlice {
  readonly status: TraceStatus;
  /** Reader over the engine's tables. Rows below a table's length are there; a new object for every file. */
  readonly trace: Trace;
  /** Moves when `trace` got new rows: what a view that reads tables depends on. */
  readonly generation: number;
  readonly meta: TraceMeta | undefined;
  /** The engine's figures, a few times a second. For every frame, see `useFrame`. */
  readonly stats: LiveStatValues;
  /** A bug has shown itself: nothing more is asked of the engine. */
  readonly crash: Error | undefined;

  // What the engine has to say; called by its link.
  readonly tablesGrew: (generation: number, meta: TraceMeta) => void;
  readonly statsRead: (stats: LiveStatValues) => void;
  /** Something threw that must not. The first such error is kept. */
  readonly crashed: (error: unknown) => void;
}

const NO_STATS = Object.fromEntries(LIVE_STATS.map((name) => [name, 0])) as LiveStatValues;

/** The last event that the cursor can stand on: −1 when there is none. */
export function lastEvent({ status, stats }: Pick<TraceSlice, 'status' | 'stats'>): EventIndex {
  const events = status.kind === 'ready' ? status.opened.meta.totals.events : stats.events;
  return (events - 1) as EventIndex;
}

/** Tables of a trace of which nothing is read yet. */
export function noTables(): Pick<TraceSlice, 'trace' | 'generation' | 'meta' | 'stats'> {
  return { trace: new Trace(), generation: 0, meta: undefined, stats: NO_STATS };
}

export const createTraceSlice: StateCreator<TraceSlice> = (set, get) => ({
  status: { kind: 'empty' },
  ...noTables(),
  crash: undefined,

  tablesGrew(generation, meta) {
    set({ generation, meta });
  },
  statsRead(stats) {
    set({ stats });
  },
  crashed(error) {
    set({ crash: get().crash ?? asError(error) });
  },
});
