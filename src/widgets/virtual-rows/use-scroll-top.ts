import { useEffect, useLayoutEffect, useRef, useState, type RefObject } from 'react';
import { clampTop, scrollHeight, scrollOfTop, topOfScroll, topShowing, type RowGeometry } from './row-window';

/** How long the scroll bar may lag behind rows that move by themselves, in milliseconds: placing it costs a frame. */
const BAR_LAG = 400;

export interface ScrollTop {
  /** For the element that scrolls. */
  readonly scroller: RefObject<HTMLDivElement | null>;
  /** Content position of the view's upper edge, in content pixels. */
  readonly top: number;
}

/**
 * Where a long list is scrolled to: by the wheel, by the scroll bar, and by row `active`, which comes into view when
 * it changes (−1: none).
 */
export function useScrollTop(geometry: RowGeometry, active: number): ScrollTop {
  const [top, setTop] = useState(0);
  const [revealed, setRevealed] = useState(-1);
  if (active !== revealed && geometry.viewHeight > 0) {
    setRevealed(active);
    if (active >= 0) setTop(topShowing(active, top, geometry));
  }
  const shown = clampTop(top, geometry);
  return { scroller: useBarAndWheel(shown, geometry, setTop), top: shown };
}

function useBarAndWheel(
  top: number,
  geometry: RowGeometry,
  setTop: (top: number) => void,
): RefObject<HTMLDivElement | null> {
  const scroller = useRef<HTMLDivElement>(null);
  // What the listeners, which live longer than a render, know of the last one.
  const now = useRef({ top, geometry });
  // Where we put the scroll bar ourselves: its event is no gesture of the person.
  const placed = useRef(0);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useLayoutEffect(() => {
    now.current = { top, geometry };
  });

  const height = scrollHeight(geometry);
  useEffect(() => {
    timer.current ??= setTimeout(() => {
      timer.current = undefined;
      if (scroller.current === null) return;
      scroller.current.scrollTop = scrollOfTop(now.current.top, now.current.geometry);
      placed.current = scroller.current.scrollTop;
    }, BAR_LAG);
  }, [top, height]);

  useEffect(() => {
    const element = scroller.current;
    if (element === null) return;
    const onScroll = (): void => {
      if (timer.current !== undefined || Math.abs(element.scrollTop - placed.current) < 1) return;
      placed.current = element.scrollTop;
      now.current.top = topOfScroll(element.scrollTop, now.current.geometry);
      setTop(now.current.top);
    };
    const onWheel = (event: WheelEvent): void => {
      if (event.ctrlKey || event.deltaY === 0) return;
      const unit = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? now.current.geometry.rowHeight : 1;
      const next = clampTop(now.current.top + event.deltaY * unit, now.current.geometry);
      // At an end the wheel belongs to whatever is around the list.
      if (next === now.current.top) return;
      event.preventDefault();
      now.current.top = next;
      setTop(next);
    };
    element.addEventListener('scroll', onScroll);
    element.addEventListener('wheel', onWheel, { passive: false });
    return () => {
      element.removeEventListener('scroll', onScroll);
      element.removeEventListener('wheel', onWheel);
      clearTimeout(timer.current);
      timer.current = undefined;
    };
  }, [setTop]);

  return scroller;
}
