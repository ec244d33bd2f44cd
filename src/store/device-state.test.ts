import { expect, test } from 'vitest';
import type { EventsPerSecond } from '../worker/protocol';
import { createAppStore } from './app-store';
import { rememberDeviceState, restoreDeviceState } from './device-state';

class Shelf {
  readonly kept = new Map<string, string>();
  getItem(key: string): string | null {
    return this.kept.get(key) ?? null;
  }
  setItem(key: string, value: string): void {
    this.kept.set(key, value);
  }
}

test('theme, speed and panel sizes are there again on the next visit; the cursor is not', () => {
  const shelf = new Shelf();
  const store = createAppStore();
  rememberDeviceState(store, shelf);
  store.getState().nextTheme();
  store.getState().setRate(1e6 as EventsPerSecond);
  store.getState().setPanels('columns', { trees: 30, map: 70 });
  store.getState().seek(0);
  expect(restoreDeviceState(shelf)).toEqual({ theme: 'light', rate: 1e6, panels: { columns: { trees: 30, map: 70 } } });
});

test('what does not belong to the device is not written to it', () => {
  const shelf = new Shelf();
  const store = createAppStore();
  rememberDeviceState(store, shelf);
  store.getState().setSearch('malloc');
  expect(shelf.kept.size).toBe(0);
});

test('a damaged or foreign memory is passed over', () => {
  const shelf = new Shelf();
  for (const stored of ['', '{', 'null', '7', '{"theme":"pink","rate":-1,"panels":{"columns":{"map":"wide"}}}']) {
    shelf.setItem('heapglass.device', stored);
    expect(restoreDeviceState(shelf)).not.toHaveProperty('theme');
    expect(createAppStore(restoreDeviceState(shelf)).getState().theme).toBe('dark');
  }
});
