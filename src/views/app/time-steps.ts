import type { EventIndex } from '../../core/tables/indices';
import type { AppState } from '../../store/app-store';
import { lastEvent } from '../../store/trace-slice';
import { timelineInView } from '../../store/view-settings';
import { eventCount, zoomRange } from '../timeline/event-scale';

/** A hundredth of what the timeline shows, in events: a step that is seen. */
export function bigStep(state: AppState): number {
  return Math.max(1, Math.round(eventCount(timelineInView(state)) / 100));
}

/** Zooms the timeline around the cursor, or around its nearer edge where the cursor is out of view. */
export function zoomTimeline(state: AppState, factor: number): void {
  const view = timelineInView(state);
  const share = (state.cursor - view.from) / eventCount(view);
  state.setTimeline(zoomRange(view, Math.min(Math.max(share, 0), 1), factor, lastEvent(state)));
}

/** Selects from the cursor to the end of the selected range, or of the trace. */
export function beginRange(state: AppState): void {
  const from = eventAtCursor(state);
  const { range } = state;
  state.setRange({ from, to: range !== undefined && range.to >= from ? range.to : lastEvent(state) });
}

/** Selects from the beginning of the selected range, or of the trace, to the cursor. */
export function endRange(state: AppState): void {
  const to = eventAtCursor(state);
  const { range } = state;
  state.setRange({ from: range !== undefined && range.from <= to ? range.from : (0 as EventIndex), to });
}

function eventAtCursor({ cursor }: AppState): EventIndex {
  return Math.max(cursor, 0) as EventIndex;
}
