import { createStore, type StoreApi } from 'zustand/vanilla';
import { createBudgetSlice, type BudgetSlice } from './budget-slice';
import { createLayoutSlice, type LayoutSlice } from './layout-slice';
import { createNavigationSlice, type NavigationSlice } from './navigation-slice';
import { createPlaybackSlice, type PlaybackSlice } from './playback-slice';
import { createProfileSlice, type ProfileSlice } from './profile-slice';
import { createRulesSlice, type RulesSlice } from './rules-slice';
import { createSamplesSlice, type SamplesSlice } from './samples-slice';
import { createSelectionSlice, type SelectionSlice } from './selection-slice';
import { createTraceSlice, type TraceSlice } from './trace-slice';

/** Everything that the page shows, in slices; the actions that change it stand beside it. */
export type AppState = TraceSlice &
  PlaybackSlice &
  SelectionSlice &
  BudgetSlice &
  ProfileSlice &
  RulesSlice &
  LayoutSlice &
  NavigationSlice &
  SamplesSlice;
export type AppStore = StoreApi<AppState>;

/** What a state is without its actions. */
type Action = (...args: never[]) => unknown;
export type AppData = { readonly [Key in keyof AppState as AppState[Key] extends Action ? never : Key]: AppState[Key] };

/** The store of one page, at its beginning. `restored`: what this device remembers. */
export function createAppStore(restored: Partial<AppData> = {}): AppStore {
  return createStore<AppState>()((...api) => ({
    ...createTraceSlice(...api),
    ...createPlaybackSlice(...api),
    ...createSelectionSlice(...api),
    ...createBudgetSlice(...api),
    ...createProfileSlice(...api),
    ...createRulesSlice(...api),
    ...createLayoutSlice(...api),
    ...createNavigationSlice(...api),
    ...createSamplesSlice(...api),
    ...restored,
  }));
}
