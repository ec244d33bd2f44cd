import { useCallback } from 'react';
import { formatAddress, formatBytes, formatCount } from '../../base/format';
import { FAULT_KINDS } from '../../core/faults/kinds';
import { ALIVE, type EventIndex } from '../../core/tables/indices';
import type { Trace } from '../../core/tables/trace';
import { useAnswer, useApp } from '../../store/app-context';
import type { EngineClient } from '../../worker/client';
import type { Pick } from '../../worker/protocol';
import type { DevicePoint } from '../../widgets/canvas/device-point';
import { Swatch } from '../legend/Legend';
import { hitText } from '../links/hit-text';
import { useTables } from '../links/use-tables';
import { useTimeText } from '../links/use-time-text';
import styles from './timeline.module.css';

/** Groups listed before the rest is left to the legend. */
const MOST_GROUPS = 8;

/** What was live at an instant, by group. */
export function InstantTip({ event }: { readonly event: EventIndex }) {
  const { trace } = useTables();
  const timeText = useTimeText();
  const groupBy = useApp((state) => state.groupBy);
  const question = useCallback((engine: EngineClient) => engine.composition(groupBy, event), [groupBy, event]);
  const groups = useAnswer(question);
  const total = groups?.reduce((sum, { bytes }) => sum + bytes, 0);
  const shown = (groups ?? []).filter(({ bytes }) => bytes > 0).sort((a, b) => b.bytes - a.bytes);
  const time = trace.hasRow(event) ? timeText(trace.timeOf(event)) : '';
  return (
    <>
      <strong className={styles.tipTitle}>{total === undefined ? '…' : formatBytes(total)}</strong>
      <span>
        event {formatCount(event)}
        {time === '' ? '' : `, ${time}`}
      </span>
      {shown.slice(0, MOST_GROUPS).map((group) => (
        <span key={group.index} className={styles.tipGroup}>
          <Swatch colour={group.colour} />
          <span className={styles.tipName}>{group.name}</span>
          <span className={styles.tipBytes}>{formatBytes(group.bytes)}</span>
        </span>
      ))}
    </>
  );
}

/** A command, mark, fault or hit in the lanes below the plot; nothing between them. */
export function LaneTip({ at }: { readonly at: DevicePoint }) {
  const { trace } = useTables();
  const question = useCallback((engine: EngineClient) => engine.pick('timeline', at.x, at.y), [at]);
  const pick = useAnswer(question);
  return pick === undefined ? undefined : <span className={styles.tipLane}>{laneText(trace, pick)}</span>;
}

function laneText(trace: Trace, pick: Pick): string {
  switch (pick.kind) {
    case 'call': {
      const end = trace.calls.end.get(pick.call);
      const until =
        end === ALIVE ? 'not returned' : `to ${formatCount(Math.max(trace.calls.begin.get(pick.call), end - 1))}`;
      const name = trace.strings.get(trace.commands.name.get(trace.calls.command.get(pick.call)));
      return `${name}, events ${formatCount(trace.calls.begin.get(pick.call))} ${until}`;
    }
    case 'mark':
      return trace.strings.get(trace.marks.text.get(pick.mark));
    case 'fault': {
      const kind = FAULT_KINDS[trace.faults.kind.get(pick.fault)];
      const event = trace.faults.event.get(pick.fault);
      return `${kind} at ${formatAddress(trace.faults.address.get(pick.fault))}, event ${formatCount(event)}`;
    }
    case 'instant':
      return `event ${formatCount(pick.event)}`;
    case 'hit':
      return hitText(trace, pick.hit);
    case 'block':
    case 'hole':
    case 'page':
    case 'node':
      return '';
  }
}
