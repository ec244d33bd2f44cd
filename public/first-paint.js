// The theme of the last visit, before anything is painted: the app's code comes later. `src/store/device-state.ts` keeps it.
try {
  const { theme } = JSON.parse(localStorage.getItem('heapglass.device') ?? '{}');
  const isLight = theme === 'light' || (theme === 'system' && matchMedia('(prefers-color-scheme: light)').matches);
  if (isLight) document.documentElement.dataset.theme = 'light';
} catch {
  // Nothing is remembered, or not so that it can be read: the page stays as it is.
}
