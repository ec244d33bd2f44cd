import type { AppData, AppStore } from './app-store';
import { THEMES } from './layout-slice';
import { RATES } from './playback-slice';
import { keysOf, type DeviceKey } from './state-scope';

const STORED_AS = 'heapglass.device';

type DeviceState = Pick<AppData, DeviceKey>;

/** What this device remembers of earlier visits; what cannot be understood is left out. */
export function restoreDeviceState(storage: Pick<Storage, 'getItem'>): Partial<DeviceState> {
  const stored = record(parse(storage.getItem(STORED_AS) ?? ''));
  const theme = THEMES.find((known) => known === stored.theme);
  const rate = RATES.find((known) => known === stored.rate);
  return { ...(theme && { theme }), ...(rate && { rate }), panels: panelSizes(stored.panels) };
}

/** Keeps what belongs to this device in `storage`, from now on. */
export function rememberDeviceState(store: AppStore, storage: Pick<Storage, 'setItem'>): void {
  const keys = keysOf('device');
  store.subscribe((state, before) => {
    if (keys.every((key) => state[key] === before[key])) return;
    const remembered = JSON.stringify(Object.fromEntries(keys.map((key) => [key, state[key]])));
    try {
      storage.setItem(STORED_AS, remembered);
    } catch {
      return; // no room left: then this visit is not remembered
    }
  });
}

function parse(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}

function record(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

function panelSizes(value: unknown): DeviceState['panels'] {
  const groups = Object.entries(record(value)).map(([group, sizes]): [string, Record<string, number>] => [
    group,
    Object.fromEntries(
      Object.entries(record(sizes)).filter((size): size is [string, number] => typeof size[1] === 'number'),
    ),
  ]);
  return Object.fromEntries(groups);
}
