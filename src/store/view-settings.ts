import type { EventIndex } from '../core/tables/indices';
import type { EventRange, ViewSettings } from '../worker/protocol';
import type { AppState } from './app-store';
import { shownTheme } from './layout-slice';
import { lastEvent } from './trace-slice';

/** The events that the timeline shows: all of them unless a part was zoomed to. */
export function timelineInView(state: AppState): EventRange {
  return state.timeline ?? { from: 0 as EventIndex, to: Math.max(lastEvent(state), 0) as EventIndex };
}

/** What the engine's canvases are to show. */
export function viewSettings(state: AppState): ViewSettings {
  const { cursor, hover, selected, groupBy, heap, engine, layers, colourBy, camera, metric, range, search } = state;
  const { scale, flameRoot, flameScroll } = state;
  return {
    theme: shownTheme(state),
    timeline: timelineInView(state),
    ...{ cursor, hover, selected, groupBy, heap, engine, layers, colourBy, camera, metric, range, search },
    ...{ scale, flameRoot, flameScroll },
  };
}

/** Whether two settings show the same. */
export function sameSettings(a: ViewSettings, b: ViewSettings): boolean {
  const { timeline, ...rest } = a;
  const keys = Object.keys(rest) as (keyof typeof rest)[];
  return timeline.from === b.timeline.from && timeline.to === b.timeline.to && keys.every((key) => a[key] === b[key]);
}
