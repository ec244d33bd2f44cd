import type { StateCreator } from 'zustand';
import { moduleName } from '../core/tables/code-names';
import { NONE, type ModuleId } from '../core/tables/indices';
import { layersFrom, layersText } from '../core/tables/layer-choice';
import { PROFILES, type Profile } from '../core/tables/profiles';
import type { Trace } from '../core/tables/trace';
import type { BudgetSlice } from './budget-slice';
import type { LayoutSlice } from './layout-slice';
import type { SelectionSlice } from './selection-slice';
import type { TraceSlice } from './trace-slice';

const CXX_LIBRARY = /^lib(?:std)?c\+\+\.so/;

/** Presets of engine, layers, budgets and interception. */
export interface ProfileSlice {
  /** A profile that came as a file; undefined: none did. */
  readonly ownProfile: Profile | undefined;

  readonly applyProfile: (profile: Profile) => void;
  /** Applies a profile that came as a file, and offers it from then on. */
  readonly addProfile: (profile: Profile) => void;
}

type Settings = LayoutSlice & BudgetSlice & SelectionSlice & TraceSlice & Pick<ProfileSlice, 'ownProfile'>;

/** The profile that the settings are as of; undefined: a person changed something. */
export function profileInForce({ engine, layers, budgets, interception, ownProfile }: Settings): Profile | undefined {
  const isInForce = (profile: Profile): boolean =>
    engine === profile.engine &&
    layers === layersText(profile.layers) &&
    JSON.stringify(budgets) === JSON.stringify(profile.budgets) &&
    interception.mode === profile.interception;
  return [...(ownProfile === undefined ? [] : [ownProfile]), ...Object.values(PROFILES)].find(isInForce);
}

/** The settings as a profile, to be passed on. */
export function profileOfSettings({ engine, layers, budgets, interception }: Settings): Profile {
  return {
    ...{ title: 'My profile', description: '' },
    ...{ engine, budgets, layers: layersFrom(layers) },
    interception: interception.mode,
    sharedLibraries: interception.staticModules.length === 0,
  };
}

export const createProfileSlice: StateCreator<Settings & ProfileSlice, [], [], ProfileSlice> = (set, get) => ({
  ownProfile: undefined,

  addProfile(profile) {
    set({ ownProfile: profile });
    get().applyProfile(profile);
  },
  applyProfile({ engine, layers, budgets, interception, sharedLibraries }) {
    const { setEngine, setLayers, setInterception, setBudgets, trace } = get();
    setEngine(engine);
    setLayers(layersText(layers));
    setBudgets(budgets);
    setInterception({
      mode: interception,
      modules: get().interception.modules,
      staticModules: sharedLibraries ? [] : cxxLibraries(trace),
    });
  },
});

function cxxLibraries(trace: Trace): readonly ModuleId[] {
  return Array.from({ length: trace.modules.length }, (_, id) => id as ModuleId).filter(
    (module) => module !== NONE && CXX_LIBRARY.test(moduleName(trace, module)),
  );
}
