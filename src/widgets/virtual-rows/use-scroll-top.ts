import { useCallback, useEffect, useLayoutEffect, useRef, useState, type RefObject } from 'react';
import { clampTop, scrollOfTop, topOfScroll, type RowGeometry } from './row-window';

export interface ScrollTop {
  /** For the element that scrolls. */
  readonly scroller: RefObject<HTMLDivElement | null>;
  /** Content position of the view's upper edge, in content pixels. */
  readonly top: number;
  readonly moveTo: (change: (top: number) => number) => void;
}

/** Where a long list is scrolled to. Ties the wheel and the scroll bar to it. */
export function useScrollTop(geometry: RowGeometry): ScrollTop {
  const scroller = useRef<HTMLDivElement>(null);
  const [top, setTop] = useState(0);
  const shown = clampTop(top, geometry);
  // What the listeners, which live longer than a render, know of the last one.
  const now = useRef({ top: shown, geometry });
  // Where we put the scroll bar ourselves: its event is no gesture of the person.
  const placed = useRef(0);
  useLayoutEffect(() => {
    now.current = { top: shown, geometry };
  });

  const moveTo = useCallback((change: (top: number) => number) => {
    const next = clampTop(change(now.current.top), now.current.geometry);
    now.current.top = next;
    setTop(next);
    if (scroller.current === null) return;
    scroller.current.scrollTop = scrollOfTop(next, now.current.geometry);
    placed.current = scroller.current.scrollTop;
  }, []);

  useEffect(() => {
    const element = scroller.current;
    if (element === null) return;
    const onScroll = (): void => {
      if (Math.abs(element.scrollTop - placed.current) < 1) return;
      placed.current = element.scrollTop;
      now.current.top = topOfScroll(element.scrollTop, now.current.geometry);
      setTop(now.current.top);
    };
    const onWheel = (event: WheelEvent): void => {
      if (event.ctrlKey || event.deltaY === 0) return;
      const unit = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? now.current.geometry.rowHeight : 1;
      const before = now.current.top;
      moveTo((at) => at + event.deltaY * unit);
      // At an end the wheel belongs to whatever is around the list.
      if (now.current.top !== before) event.preventDefault();
    };
    element.addEventListener('scroll', onScroll);
    element.addEventListener('wheel', onWheel, { passive: false });
    return () => {
      element.removeEventListener('scroll', onScroll);
      element.removeEventListener('wheel', onWheel);
    };
  }, [moveTo]);

  return { scroller, top: shown, moveTo };
}
