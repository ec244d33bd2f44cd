import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { asError, ensure } from './base/assert';
import { ensureIsolation } from './isolation';
import './page.css';
import { AppContext } from './store/app-context';
import { createAppStore } from './store/app-store';
import { rememberDeviceState, restoreDeviceState } from './store/device-state';
import { EngineLink } from './store/engine-link';
import { followAddress } from './store/page-address';
import { followSystemTheme } from './store/system-theme';
import './tokens.css';
import { App } from './views/app/App';
import { CrashBoundary } from './views/app/CrashBoundary';
import { CrashDialog } from './views/messages/CrashDialog';
import { NOT_ISOLATED } from './views/messages/error-text';
import { connectEngine, type EngineClient } from './worker/client';

declare global {
  interface Window {
    /** Resolves when everything asked for is shown. For tests: they wait for this instead of for a time. */
    __heapglassIdle?: () => Promise<void>;
    /** The engine, for the bench: it asks and reads figures as the views do. */
    __heapglassEngine?: EngineClient;
  }
}

const root = createRoot(ensure(document.getElementById('root'), 'index.html has a root'));

async function start(): Promise<void> {
  const isolation = await ensureIsolation();
  if (isolation === 'reloading') return;
  const storage = deviceStorage();
  const store = createAppStore(storage && restoreDeviceState(storage));
  if (storage) rememberDeviceState(store, storage);
  followSystemTheme(store);
  if (isolation === 'unavailable') store.getState().notify(NOT_ISOLATED);
  window.addEventListener('unhandledrejection', (event) => {
    store.getState().crashed(event.reason);
  });
  window.addEventListener('error', (event) => {
    if (event.error instanceof Error) store.getState().crashed(event.error);
  });

  const link = new EngineLink(store, await connectEngine());
  await followAddress(store);
  window.__heapglassIdle = () => link.idle();
  window.__heapglassEngine = link.engine;
  root.render(
    <StrictMode>
      <CrashBoundary>
        <AppContext value={link}>
          <App />
        </AppContext>
      </CrashBoundary>
    </StrictMode>,
  );
}

/** Undefined where the person has switched storage off. */
function deviceStorage(): Storage | undefined {
  try {
    return localStorage;
  } catch {
    return undefined;
  }
}

start().catch((error: unknown) => {
  root.render(<CrashDialog error={asError(error)} format={undefined} />);
});
