import type { StateCreator } from 'zustand';
import type { EventIndex } from '../core/tables/indices';
import { LIVE_STATS, type LiveStatValues } from '../core/tables/live-stats';
import { Trace } from '../core/tables/trace';
import type { TraceMeta } from '../core/tables/trace-meta';
import type { OpenedTrace, OpenError, TraceSource } from '../worker/protocol';
import type { AppData, AppState } from './app-store';
import type { LinkKey } from './state-scope';
import { noSelection } from './selection-slice';

/** The part of the state that a link carries. */
export type LinkedView = Pick<AppData, LinkKey>;

/** What to do once the trace is read: show the peak, play up to it, or show what a link describes. */
export type Opening =
  | { readonly kind: 'at-peak' }
  | { readonly kind: 'play-to-peak' }
  | { readonly kind: 'linked'; readonly view: Partial<LinkedView> };

export type TraceStatus =
  | { readonly kind: 'empty' }
  | { readonly kind: 'opening'; readonly source: TraceSource; readonly then: Opening }
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

  open(source: TraceSource, then: Opening): void;
  /** Back to the empty page. */
  close(): void;
  /** Shows what a link describes, as far as this trace has it. */
  showView(view: Partial<LinkedView>): void;

  // What the engine's answers do to the state; called by the engine link.
  tablesGrew(generation: number, meta: TraceMeta): void;
  statsRead(stats: LiveStatValues): void;
  opened(opened: OpenedTrace): void;
  openFailed(error: OpenError): void;
  /** Something threw that must not: a bug. The first one is kept. */
  crashed(error: unknown): void;
}

const NO_STATS = Object.fromEntries(LIVE_STATS.map((name) => [name, 0])) as LiveStatValues;

/** The page between two traces. */
const nothingRead = {
  ...noSelection,
  cursor: -1 as EventIndex,
  playback: { kind: 'paused' },
  camera: undefined,
  timeline: undefined,
  generation: 0,
  meta: undefined,
  stats: NO_STATS,
} as const;

export const createTraceSlice: StateCreator<AppState, [], [], TraceSlice> = (set, get) => ({
  status: { kind: 'empty' },
  trace: new Trace(),
  generation: 0,
  meta: undefined,
  stats: NO_STATS,
  crash: undefined,

  open(source, then) {
    set({ ...nothingRead, trace: new Trace(), status: { kind: 'opening', source, then }, dialog: undefined });
  },
  close() {
    set({ ...nothingRead, trace: new Trace(), status: { kind: 'empty' } });
  },
  showView({ cursor, ...view }) {
    set(view);
    if (cursor !== undefined) get().seek(cursor);
  },

  tablesGrew(generation, meta) {
    set({ generation, meta });
  },
  statsRead(stats) {
    set({ stats });
  },
  opened(opened) {
    const { status } = get();
    if (status.kind !== 'opening') return;
    const { meta } = opened;
    set({ status: { kind: 'ready', source: status.source, opened }, meta });
    set({ heap: meta.fidelity.addresses ? 'recorded' : 'simulated' });
    if (status.then.kind === 'play-to-peak') get().playToPeak();
    else if (get().cursor < 0) get().seek(meta.totals.peakEvent);
    if (status.then.kind === 'linked') get().showView(status.then.view);
  },
  openFailed(error) {
    const { status } = get();
    if (status.kind !== 'opening') return;
    set({ status: error.kind === 'cancelled' ? { kind: 'empty' } : { kind: 'failed', source: status.source, error } });
  },
  crashed(error) {
    set({ crash: get().crash ?? (error instanceof Error ? error : new Error(String(error))) });
  },
});
