import type { StateCreator } from 'zustand';
import type { SessionState } from '../session/session-state';

/** What the list of rules shows, and the known idioms that a person does not accept. */
export type RulesChoice = NonNullable<SessionState['rules']>;

export interface RulesSlice {
  readonly rules: RulesChoice;
  /** Ids of the rules whose breaches are listed. */
  readonly openRules: readonly string[];

  readonly setRules: (rules: RulesChoice) => void;
  readonly toggleRule: (id: string) => void;
}

export const usualRules = {
  rules: { shown: ['error', 'warning', 'information'], strict: [] },
  openRules: [],
} as const;

export const createRulesSlice: StateCreator<RulesSlice> = (set, get) => ({
  ...usualRules,

  setRules(rules) {
    set({ rules });
  },
  toggleRule(id) {
    const { openRules } = get();
    set({ openRules: openRules.includes(id) ? openRules.filter((other) => other !== id) : [...openRules, id] });
  },
});
