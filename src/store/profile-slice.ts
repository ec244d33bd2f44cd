import type { StateCreator } from 'zustand';
import { moduleName } from '../core/tables/code-names';
import { NONE, type ModuleId } from '../core/tables/indices';
import { layersText } from '../core/tables/layer-choice';
import { PROFILE_NAMES, PROFILES, type ProfileName } from '../core/tables/profiles';
import type { Trace } from '../core/tables/trace';
import type { BudgetSlice } from './budget-slice';
import type { LayoutSlice } from './layout-slice';
import type { SelectionSlice } from './selection-slice';
import type { TraceSlice } from './trace-slice';

const CXX_LIBRARY = /^lib(?:std)?c\+\+\.so/;

/** Presets of engine, layers, budgets and interception. */
export interface ProfileSlice {
  readonly applyProfile: (name: ProfileName) => void;
}

type Settings = LayoutSlice & BudgetSlice & SelectionSlice & TraceSlice;

/** The profile that the settings are as of; undefined: a person changed something. */
export function profileInForce({ engine, layers, budgets, interception }: Settings): ProfileName | undefined {
  return PROFILE_NAMES.find((name) => {
    const profile = PROFILES[name];
    return (
      engine === profile.engine &&
      layers === layersText(profile.layers) &&
      JSON.stringify(budgets) === JSON.stringify(profile.budgets) &&
      interception.mode === profile.interception
    );
  });
}

export const createProfileSlice: StateCreator<Settings & ProfileSlice, [], [], ProfileSlice> = (_set, get) => ({
  applyProfile(name) {
    const { engine, layers, budgets, interception, sharedLibraries } = PROFILES[name];
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
