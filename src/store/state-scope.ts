import type { AppData } from './app-store';

/**
 * What becomes of each piece of state: it travels in the `link`, stays on the `device`, or is of the `moment`.
 * Exhaustive: a new piece of state does not compile until somebody decides.
 */
export const STATE_SCOPE = {
  status: 'moment', arrival: 'moment', awaited: 'moment', trace: 'moment', generation: 'moment', meta: 'moment',
  stats: 'moment', crash: 'moment', samples: 'moment',
  cursor: 'link', playback: 'moment', rate: 'device',
  selected: 'link', hover: 'moment', range: 'link', search: 'link', openNodes: 'moment', flameRoot: 'link', flameScroll: 'moment',
  eventFilter: 'link', interception: 'link', budgets: 'link', ownProfile: 'moment', rules: 'link', openRules: 'moment',
  groupBy: 'link', scale: 'link', heap: 'link', engine: 'link', layers: 'link', colourBy: 'link', camera: 'link', timeline: 'link', metric: 'link', treeMode: 'link',
  tab: 'link', theme: 'device', systemTheme: 'moment', panels: 'device', dialog: 'moment', recordingWay: 'moment', notices: 'moment',
} as const satisfies Record<keyof AppData, 'link' | 'device' | 'moment'>; // prettier-ignore

type KeysOf<Scope> = {
  [Key in keyof typeof STATE_SCOPE]: (typeof STATE_SCOPE)[Key] extends Scope ? Key : never;
}[keyof typeof STATE_SCOPE];

export type LinkKey = KeysOf<'link'>;
export type DeviceKey = KeysOf<'device'>;

/** Names of the keys with a scope, in the order of the table. */
export function keysOf(scope: 'link'): readonly LinkKey[];
export function keysOf(scope: 'device'): readonly DeviceKey[];
export function keysOf(scope: string): readonly string[] {
  return Object.entries(STATE_SCOPE).flatMap(([key, of]) => (of === scope ? [key] : []));
}
