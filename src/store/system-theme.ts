import type { AppStore } from './app-store';

/** Learns which theme the system prefers, and when that changes. */
export function followSystemTheme(store: AppStore): void {
  const light = matchMedia('(prefers-color-scheme: light)');
  const learn = (): void => {
    store.getState().setSystemTheme(light.matches ? 'light' : 'dark');
  };
  learn();
  light.addEventListener('change', learn);
}
