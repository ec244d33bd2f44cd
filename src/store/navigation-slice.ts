import type { StateCreator } from 'zustand';
import type { EventIndex } from '../core/tables/indices';
import type { SessionState } from '../session/session-state';
import type { TraceReference } from '../session/trace-reference';
import type { FindingTarget, OpenedTrace, OpenError, TraceSource } from '../worker/protocol';
import { noBudgets, type BudgetSlice } from './budget-slice';
import { isBottomTab, usualLook, type BottomTab, type LayoutSlice } from './layout-slice';
import { lookOf } from './look-of';
import type { PlaybackSlice } from './playback-slice';
import { usualRules, type RulesSlice } from './rules-slice';
import { noSelection, type SelectionSlice } from './selection-slice';
import { noTables, type TraceSlice } from './trace-slice';

type Everything = TraceSlice & PlaybackSlice & SelectionSlice & BudgetSlice & RulesSlice & LayoutSlice;

/** What a link says of the view; what it does not say is as on a trace just opened. */
export type LinkedView = Omit<SessionState, 'tab'> & { readonly tab?: BottomTab };

/** What to do once a trace is read: show its peak, play up to it, or show what a link describes. */
export type Arrival =
  | { readonly kind: 'at-peak' }
  | { readonly kind: 'play-to-peak' }
  | { readonly kind: 'linked'; readonly view: LinkedView };

/** A file that a link is about and that the person has to give. */
export interface AwaitedFile {
  readonly file: TraceReference & { readonly kind: 'file' };
  readonly view: LinkedView;
}

/** What goes to another trace, or to another place in this one: steps that concern all the other slices. */
export interface NavigationSlice {
  readonly arrival: Arrival;
  readonly awaited: AwaitedFile | undefined;

  readonly open: (source: TraceSource, arrival: Arrival) => void;
  /** Back to the empty page; ends a load that is under way. */
  readonly close: () => void;
  /** Asks for the file that a link is about. */
  readonly awaitFile: (file: AwaitedFile['file'], view: LinkedView) => void;
  /** Goes where a finding leads. */
  readonly follow: (target: FindingTarget) => void;

  // How opening went; called by the engine's link.
  readonly opened: (opened: OpenedTrace) => void;
  readonly openFailed: (error: OpenError) => void;
  /** Enough is worked out that a playback has something to show. */
  readonly analysed: () => void;
}

/** The page between two traces. */
function nothingOpen(): Partial<Everything> {
  return {
    ...noTables(),
    ...noSelection,
    ...noBudgets,
    ...usualRules,
    cursor: -1 as EventIndex,
    playback: { kind: 'paused' },
    camera: undefined,
    timeline: undefined,
    dialog: undefined,
  };
}

export const createNavigationSlice: StateCreator<Everything & NavigationSlice, [], [], NavigationSlice> = (
  set,
  get,
) => ({
  arrival: { kind: 'at-peak' },
  awaited: undefined,

  open(source, arrival) {
    // A link goes on waiting for its file while something else is looked at.
    const awaited = arrival.kind === 'linked' ? undefined : get().awaited;
    set({ ...nothingOpen(), status: { kind: 'opening', source }, arrival, awaited });
  },
  close() {
    set({ ...nothingOpen(), status: { kind: 'empty' } });
  },
  awaitFile(file, view) {
    get().close();
    set({ awaited: { file, view } });
  },
  follow({ cursor, block, tab, metric, groupBy, search }) {
    get().pause();
    if (cursor !== undefined) get().seek(cursor);
    set({
      ...(block !== undefined && { selected: block }),
      ...(tab !== undefined && isBottomTab(tab) && { tab }),
      ...(metric !== undefined && { metric }),
      ...(groupBy !== undefined && { groupBy }),
      ...(search !== undefined && { search }),
    });
  },

  opened(opened) {
    const { status, arrival, cursor, trace } = get();
    if (status.kind !== 'opening') return;
    const { meta } = opened;
    const look = { ...usualLook, ...lookOf(trace, meta.fidelity, { plays: arrival.kind === 'play-to-peak' }) };
    set({ status: { kind: 'ready', source: status.source, opened }, meta, ...look });
    if (arrival.kind === 'play-to-peak') get().analysed();
    else if (cursor < 0) get().seek(meta.totals.peakEvent);
    if (arrival.kind === 'linked') {
      set(arrival.view);
      get().seek(get().cursor);
    }
  },
  analysed() {
    const { status, arrival, stats, cursor } = get();
    const isTime = status.kind === 'ready' && stats.analysed === 1;
    if (isTime && arrival.kind === 'play-to-peak' && cursor < 0) get().playToPeak();
  },
  openFailed(error) {
    const { status } = get();
    if (status.kind !== 'opening') return;
    if (error.kind === 'cancelled') get().close();
    else set({ status: { kind: 'failed', source: status.source, error } });
  },
});
