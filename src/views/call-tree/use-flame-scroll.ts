import { useCallback, useEffect, useRef, type RefObject } from 'react';
import { useLink } from '../../store/app-context';

/** Scrolls the flame graph in `element` by the wheel; gives the function that does so by device pixels. */
export function useFlameScroll(element: RefObject<HTMLElement | null>): (by: number) => void {
  const link = useLink();
  // What came while the engine, which knows how deep the graph is, was being asked.
  const waiting = useRef(0);
  const asking = useRef(false);
  const scroll = useCallback(
    (by: number): void => {
      waiting.current += by;
      if (asking.current) return;
      asking.current = true;
      const step = async (): Promise<void> => {
        while (waiting.current !== 0) {
          const sum = waiting.current;
          waiting.current = 0;
          const { flameScroll, setFlameScroll } = link.store.getState();
          setFlameScroll(await link.ask((engine) => engine.scrollFlame(flameScroll, sum)));
        }
      };
      void step().finally(() => {
        asking.current = false;
      });
    },
    [link],
  );
  useEffect(() => {
    const target = element.current;
    if (target === null) return;
    const onWheel = (event: WheelEvent): void => {
      event.preventDefault();
      const line = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? 18 : 1;
      scroll(event.deltaY * line * window.devicePixelRatio);
    };
    target.addEventListener('wheel', onWheel, { passive: false });
    return () => {
      target.removeEventListener('wheel', onWheel);
    };
  }, [element, scroll]);
  return scroll;
}
