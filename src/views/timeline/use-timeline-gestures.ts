import { useEffect, useRef, useState, type PointerEvent, type RefObject } from 'react';
import type { EventIndex } from '../../core/tables/indices';
import { useLink } from '../../store/app-context';
import type { EngineLink } from '../../store/engine-link';
import { lastEvent } from '../../store/trace-slice';
import { timelineInView } from '../../store/view-settings';
import type { EventRange } from '../../worker/protocol';
import { eventAtShare, eventCount, panRange, rangeBetween, zoomRange } from './event-scale';

/** Zoom per pixel of the wheel. */
const WHEEL_ZOOM = 0.002;

type Drag = { readonly kind: 'scrub' } | { readonly kind: 'brush'; readonly anchor: EventIndex };

export interface TimelineGestures {
  /** The range that is being drawn just now. */
  readonly brush: EventRange | undefined;
  readonly onPointerDown: (event: PointerEvent<HTMLElement>) => void;
  readonly onPointerMove: (event: PointerEvent<HTMLElement>) => void;
  readonly onPointerUp: () => void;
}

/**
 * Drag moves the cursor; with Shift, or on the axis, it draws a range. The wheel zooms at the pointer, sideways (or
 * with Shift) it moves what is in view. `plot`: the element whose width the events share.
 */
export function useTimelineGestures(
  plot: RefObject<HTMLElement | null>,
  area: RefObject<HTMLElement | null>,
): TimelineGestures {
  const link = useLink();
  const drag = useRef<Drag>(undefined);
  const [brush, setBrush] = useState<EventRange>();
  useWheel(plot, area, link);

  const eventUnder = (clientX: number): EventIndex => {
    const view = timelineInView(link.store.getState());
    return eventAtShare(shareUnder(plot, clientX), view);
  };
  return {
    brush,
    onPointerDown(event) {
      if (event.button !== 0) return;
      event.currentTarget.setPointerCapture(event.pointerId);
      const at = eventUnder(event.clientX);
      const isOnAxis = plot.current !== null && event.clientY > plot.current.getBoundingClientRect().bottom;
      if (event.shiftKey || isOnAxis) {
        drag.current = { kind: 'brush', anchor: at };
        return;
      }
      drag.current = { kind: 'scrub' };
      link.store.getState().pause();
      link.store.getState().seek(at);
    },
    onPointerMove(event) {
      if (drag.current === undefined) return;
      const at = eventUnder(event.clientX);
      if (drag.current.kind === 'scrub') link.store.getState().seek(at);
      else setBrush(rangeBetween(drag.current.anchor, at));
    },
    onPointerUp() {
      // A click on the axis without a drag takes the range away.
      if (drag.current?.kind === 'brush') link.store.getState().setRange(brush);
      drag.current = undefined;
      setBrush(undefined);
    },
  };
}

function shareUnder(plot: RefObject<HTMLElement | null>, clientX: number): number {
  const box = plot.current?.getBoundingClientRect();
  return box === undefined ? 0 : (clientX - box.left) / box.width;
}

function useWheel(plot: RefObject<HTMLElement | null>, area: RefObject<HTMLElement | null>, link: EngineLink): void {
  useEffect(() => {
    const element = area.current;
    if (element === null) return;
    const onWheel = (event: WheelEvent): void => {
      event.preventDefault();
      const state = link.store.getState();
      const view = timelineInView(state);
      const unit = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? 30 : 1;
      const sideways = event.shiftKey ? event.deltaY + event.deltaX : event.deltaX;
      const isPan = event.shiftKey || Math.abs(event.deltaX) > Math.abs(event.deltaY);
      state.setTimeline(
        isPan
          ? panRange(view, (sideways * unit * eventCount(view)) / element.clientWidth, lastEvent(state))
          : zoomRange(
              view,
              shareUnder(plot, event.clientX),
              Math.exp(-event.deltaY * unit * WHEEL_ZOOM),
              lastEvent(state),
            ),
      );
    };
    element.addEventListener('wheel', onWheel, { passive: false });
    return () => {
      element.removeEventListener('wheel', onWheel);
    };
  }, [plot, area, link]);
}
