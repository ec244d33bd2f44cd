import { ticks } from 'd3';
import { formatBytes, formatCount } from '../../base/format';
import type { EventIndex } from '../../core/tables/indices';
import type { EventRange, Evidence, TimelineView } from '../../worker/protocol';
import { HitMark } from '../legend/HitMark';
import { useTables } from '../links/use-tables';
import { useTimeText } from '../links/use-time-text';
import { shareOf } from './event-scale';
import styles from './timeline.module.css';

/** Width of one label on the x axis, in CSS pixels. */
const LABEL_WIDTH = 150;
/** What a label takes at most: beyond the last one that has it, none is written. */
const LABEL_ROOM = 110;

/** Half of a byte label's height: the topmost is not cut. */
const LABEL_HALF = 6;

/** Bytes at the left, and the names of the lanes below. Positions in device pixels become CSS pixels by `ratio`. */
export function ByteAxis({ view, ratio }: { readonly view: TimelineView; readonly ratio: number }) {
  return (
    <div className={styles.byteAxis} aria-hidden="true">
      {view.byteTicks.map(({ bytes, y }) => (
        <span key={bytes} className={styles.byteLabel} style={{ top: Math.max(LABEL_HALF, y / ratio) }}>
          {formatBytes(bytes)}
        </span>
      ))}
      {view.lanes.map((lane) => (
        <span
          key={lane.name}
          className={styles.laneLabel}
          style={{ top: lane.top / ratio, height: lane.height / ratio }}
        >
          {isEvidence(lane.name) && <HitMark evidence={lane.name} colour="currentcolor" />}
          {lane.name}
        </span>
      ))}
    </div>
  );
}

function isEvidence(name: TimelineView['lanes'][number]['name']): name is Evidence {
  return name === 'recorded' || name === 'checked' || name === 'predicted';
}

/** Lines across the plot at the labelled bytes. */
export function ByteGrid({ view, ratio }: { readonly view: TimelineView; readonly ratio: number }) {
  return view.byteTicks.map(({ bytes, y }) => (
    <div key={bytes} className={styles.byteLine} style={{ top: y / ratio }} aria-hidden="true" />
  ));
}

/** Event numbers, and the time of each where the trace has a clock. */
export function EventAxis({ range, width }: { readonly range: EventRange; readonly width: number }) {
  const { trace } = useTables();
  const timeText = useTimeText();
  const hasRoom = (event: number): boolean => shareOf(event, range) * width + LABEL_ROOM <= width;
  const count = Math.max(1, Math.floor(width / LABEL_WIDTH));
  const events = ticks(range.from, range.to, count).filter((event) => Number.isInteger(event) && hasRoom(event));
  return events.map((event) => (
    <span key={event} className={styles.eventLabel} style={{ left: `${shareOf(event, range) * 100}%` }}>
      {formatCount(event)}
      {trace.hasRow(event as EventIndex) && (
        <span className={styles.time}>{timeText(trace.timeOf(event as EventIndex))}</span>
      )}
    </span>
  ));
}
