import { useEffect } from 'react';
import { useLink } from '../../store/app-context';
import { bindingOf } from './keys';

/** Makes the page's keys work, except where something is typed or another part has used the key already. */
export function usePageKeys(): void {
  const { store } = useLink();
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
      if (event.target instanceof Element && usesKey(event.target, event.key)) return;
      const state = store.getState();
      const binding = bindingOf(event.key, event.shiftKey, state.status.kind === 'ready');
      if (binding === undefined || state.dialog !== undefined) return;
      event.preventDefault();
      binding.run(state);
    };
    window.addEventListener('keydown', onKeyDown);
    return () => {
      window.removeEventListener('keydown', onKeyDown);
    };
  }, [store]);
}

/** Whether the focused element needs the key for itself. */
function usesKey(element: Element, key: string): boolean {
  if (element.matches('textarea, select, [role=separator], input:not([type=range], [type=checkbox], [type=radio])'))
    return true;
  if (element.matches('[type=radio], [role=tab]') && key.startsWith('Arrow')) return true;
  return key === ' ' && element.matches('button, summary, a, input, [role=tab]');
}
