import { useRef, type KeyboardEvent } from 'react';
import { formatCount } from '../../base/format';
import type { LiveStatValues } from '../../core/tables/live-stats';
import { useApp, useFrame, useLink } from '../../store/app-context';
import { lastEvent } from '../../store/trace-slice';
import { timelineInView } from '../../store/view-settings';
import { eventCount, shareOf } from './event-scale';
import styles from './timeline.module.css';

/** Part of the events in view that a page key moves. */
const PAGE_SHARE = 0.05;

/**
 * Where the cursor stands. Moved before every paint, past React, so that it follows a pointer that drags it. While it
 * plays, the engine draws it with the timeline, and this is only its grip.
 */
export function Playhead() {
  const link = useLink();
  const track = useRef<HTMLDivElement>(null);
  const drawn = useRef({ share: NaN, isMoving: false });
  const cursor = useApp((state) => state.cursor);
  const last = useApp(lastEvent);
  const step = useApp((state) => state.step);
  useFrame((stats: LiveStatValues) => {
    const state = link.store.getState();
    const share = shareOf(state.cursor, timelineInView(state));
    const isMoving = stats.playing === 1;
    if (track.current === null || (share === drawn.current.share && isMoving === drawn.current.isMoving)) return;
    drawn.current = { share, isMoving };
    track.current.dataset.moving = String(isMoving);
    track.current.style.transform = `translateX(${Math.max(0, share) * 100}%)`;
    track.current.style.visibility = share < -0.001 || share > 1 ? 'hidden' : 'visible';
  });
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'PageUp' && event.key !== 'PageDown') return;
    const page = Math.max(1, Math.round(eventCount(timelineInView(link.store.getState())) * PAGE_SHARE));
    step(event.key === 'PageUp' ? -page : page);
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    // As wide as the plot, so that its shift is a share of it; shifting costs no layout.
    <div ref={track} className={styles.playheadTrack}>
      <div
        className={styles.playhead}
        role="slider"
        aria-label="Cursor"
        aria-valuemin={-1}
        aria-valuemax={last}
        aria-valuenow={cursor}
        aria-valuetext={`event ${formatCount(cursor)} of ${formatCount(last + 1)}`}
        tabIndex={0}
        onKeyDown={onKeyDown}
      />
    </div>
  );
}
