import { writeLink } from '../session/link';
import type { TraceSource } from '../worker/protocol';
import type { AppStore } from './app-store';
import { arriveByLink } from './arrival';
import { addressOf } from './session-link';

/**
 * Follows the link that the page was opened with, and those that come later; then keeps the address such that the
 * page, loaded again, opens the same trace where it can.
 */
export async function followAddress(store: AppStore): Promise<void> {
  store.subscribe((state, before) => {
    if (state.status === before.status) return;
    if (state.status.kind === 'opening' && state.arrival.kind !== 'linked') showAddress(state.status.source);
    if (state.status.kind === 'empty' && before.status.kind !== 'opening')
      history.replaceState(null, '', bareAddress());
  });
  window.addEventListener('hashchange', () => {
    void arriveByLink(store, location.href, document.baseURI);
  });
  await arriveByLink(store, location.href, document.baseURI);
}

function showAddress(source: TraceSource): void {
  // The hash of a file is worked out only when somebody shares.
  const address = source.kind === 'url' ? writeLink(bareAddress(), addressOf(source), {}) : bareAddress();
  history.replaceState(null, '', address);
}

/** The page itself, without a trace. */
function bareAddress(): string {
  return location.origin + location.pathname;
}
