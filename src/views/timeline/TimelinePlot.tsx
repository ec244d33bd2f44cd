import { useCallback, useRef, useState, type KeyboardEvent, type PointerEvent } from 'react';
import { useAnswer, useApp, useLink } from '../../store/app-context';
import { timelineInView } from '../../store/view-settings';
import type { EngineClient } from '../../worker/client';
import type { EventRange, TimelineView } from '../../worker/protocol';
import { devicePoint, type DevicePoint } from '../../widgets/canvas/device-point';
import { EngineCanvas } from '../../widgets/canvas/EngineCanvas';
import { useElementSize } from '../../widgets/canvas/use-element-size';
import { PointerTip, type WindowPoint } from '../../widgets/pointer-tip/PointerTip';
import { useEngineCanvas } from '../links/use-engine-canvas';
import { BudgetMarks } from './BudgetMarks';
import { eventAtShare } from './event-scale';
import { Playhead } from './Playhead';
import { RangeOverlay } from './RangeOverlay';
import { ByteAxis, ByteGrid, EventAxis } from './TimelineAxes';
import { InstantTip, LaneTip } from './TimelineTip';
import styles from './timeline.module.css';
import { useTimelineGestures } from './use-timeline-gestures';

interface Pointer {
  readonly inWindow: WindowPoint;
  /** In the plot. */
  readonly at: DevicePoint;
  /** Share of the plot's width. */
  readonly share: number;
}

/** The stacked picture with its axes, the cursor, the range, and everything that a pointer does to them. */
export function TimelinePlot() {
  const canvas = useEngineCanvas('timeline');
  const link = useLink();
  const area = useRef<HTMLDivElement>(null);
  const plot = useRef<HTMLDivElement>(null);
  const size = useElementSize(plot);
  const ratio = window.devicePixelRatio;
  const range = useTimelineRange();
  const view = useTimelineView(range, Math.round(size.height * ratio));
  const chosen = useApp((state) => state.range);
  const setRange = useApp((state) => state.setRange);
  const gestures = useTimelineGestures(plot, area);
  const [pointer, setPointer] = useState<Pointer>();
  const shownRange = gestures.brush ?? chosen;
  const isOnLanes = pointer !== undefined && view !== undefined && pointer.at.y >= view.plotHeight;

  const onPointerMove = (event: PointerEvent<HTMLDivElement>): void => {
    gestures.onPointerMove(event);
    const box = plot.current?.getBoundingClientRect();
    if (box === undefined || plot.current === null) return;
    const isOver = event.clientX >= box.left && event.clientY <= box.bottom;
    const at = devicePoint(event, plot.current);
    const inWindow = { x: event.clientX, y: event.clientY };
    setPointer(isOver ? { inWindow, at, share: (event.clientX - box.left) / box.width } : undefined);
  };
  /** A click on a fault or a hit also selects its block. */
  const onClick = async (event: PointerEvent<HTMLDivElement> | React.MouseEvent<HTMLDivElement>): Promise<void> => {
    if (plot.current === null || !isOnLanes) return;
    const at = devicePoint(event, plot.current);
    const pick = await link.ask((engine) => engine.pick('timeline', at.x, at.y));
    const { trace, follow } = link.store.getState();
    if (pick?.kind === 'hit') follow({ cursor: pick.hit.event, block: pick.hit.block, tab: 'guards' });
    if (pick?.kind !== 'fault') return;
    follow({
      cursor: trace.faults.event.get(pick.fault),
      block: trace.faults.block.get(pick.fault),
      tab: 'faults',
    });
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || chosen === undefined) return;
    setRange(undefined);
    event.stopPropagation();
  };

  return (
    <div
      ref={area}
      className={styles.area}
      onKeyDown={onKeyDown}
      onPointerDown={gestures.onPointerDown}
      onPointerMove={onPointerMove}
      onPointerUp={gestures.onPointerUp}
      onPointerCancel={gestures.onPointerUp}
      onPointerLeave={() => {
        setPointer(undefined);
      }}
      onClick={(event) => {
        void onClick(event);
      }}
    >
      {view !== undefined && <ByteAxis view={view} ratio={ratio} />}
      <div ref={plot} className={styles.plot}>
        <EngineCanvas attach={canvas.attach} resize={canvas.resize} />
        {view !== undefined && <ByteGrid view={view} ratio={ratio} />}
        {shownRange !== undefined && <RangeOverlay range={shownRange} view={range} />}
        <BudgetMarks view={range} />
        <Playhead />
        {pointer !== undefined && (
          <PointerTip at={pointer.inWindow}>
            {isOnLanes ? <LaneTip at={pointer.at} /> : <InstantTip event={eventAtShare(pointer.share, range)} />}
          </PointerTip>
        )}
      </div>
      <div className={styles.eventAxis} title="Drag here to choose a range of events">
        <EventAxis range={range} width={size.width} />
      </div>
    </div>
  );
}

/** The events in view, the same object until it changes. */
function useTimelineRange(): EventRange {
  const from = useApp((state) => timelineInView(state).from);
  const to = useApp((state) => timelineInView(state).to);
  return { from, to };
}

function useTimelineView(range: EventRange, height: number): TimelineView | undefined {
  const { from, to } = range;
  const scale = useApp((state) => state.scale);
  const question = useCallback(
    async (engine: EngineClient) => (height === 0 ? undefined : await engine.timelineView({ from, to }, height, scale)),
    [from, to, height, scale],
  );
  return useAnswer(question);
}
