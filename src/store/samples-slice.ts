import type { StateCreator } from 'zustand';
import type { Sample } from './samples';

/** The gallery's list, kept once it was fetched: the page goes on without a network. */
export interface SamplesSlice {
  /** undefined: not fetched yet. */
  readonly samples: readonly Sample[] | undefined;
  readonly keepSamples: (samples: readonly Sample[]) => void;
}

export const createSamplesSlice: StateCreator<SamplesSlice> = (set) => ({
  samples: undefined,
  keepSamples(samples) {
    set({ samples });
  },
});
