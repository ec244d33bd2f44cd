import {
  useCallback,
  useEffect,
  useEffectEvent,
  useRef,
  useState,
  type KeyboardEvent,
  type PointerEvent,
  type RefObject,
} from 'react';
import { formatCount } from '../../base/format';
import { NONE, type BlockRow } from '../../core/tables/indices';
import { useAnswerAtCursor, useApp, useLink } from '../../store/app-context';
import type { EngineClient } from '../../worker/client';
import type { CameraMove, Pick } from '../../worker/protocol';
import { devicePoint, type DevicePoint } from '../../widgets/canvas/device-point';
import { EngineCanvas } from '../../widgets/canvas/EngineCanvas';
import { PointerTip, type WindowPoint } from '../../widgets/pointer-tip/PointerTip';
import { useEngineCanvas } from '../links/use-engine-canvas';
import { cameraKey } from './camera-keys';
import styles from './heap-map.module.css';
import { MapTip } from './MapTip';
import { useCameraMoves } from './use-camera-moves';

/** Device pixels that a pointer may move between down and up and still be a click. */
const CLICK_SLOP = 4;
/** Zoom per pixel of the wheel. */
const WHEEL_ZOOM = 0.0022;

interface Pointer {
  readonly inWindow: WindowPoint;
  readonly at: DevicePoint;
}

/** The picture of the heap, and every gesture on it: wheel zooms, drag moves, click selects, double click frames. */
export function MapCanvas() {
  const canvas = useEngineCanvas('map');
  const link = useLink();
  const move = useCameraMoves();
  const root = useRef<HTMLDivElement>(null);
  const drag = useRef<{ from: DevicePoint; last: DevicePoint; moved: boolean }>(undefined);
  const [pointer, setPointer] = useState<Pointer>();
  const heap = useApp((state) => state.heap);
  const cursor = useApp((state) => state.cursor);
  const select = useApp((state) => state.select);
  const setCamera = useApp((state) => state.setCamera);
  const pick = usePick(pointer?.at);
  useWheel(root, (zoom) => {
    setPointer(undefined);
    move(zoom);
  });

  const onPointerDown = (event: PointerEvent<HTMLDivElement>): void => {
    if (event.button !== 0) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    const from = devicePoint(event, event.currentTarget);
    drag.current = { from, last: from, moved: false };
  };
  const onPointerMove = (event: PointerEvent<HTMLDivElement>): void => {
    const at = devicePoint(event, event.currentTarget);
    const held = drag.current;
    if (held === undefined) {
      setPointer({ inWindow: { x: event.clientX, y: event.clientY }, at });
      return;
    }
    held.moved ||= Math.hypot(at.x - held.from.x, at.y - held.from.y) > CLICK_SLOP;
    if (!held.moved) return;
    setPointer(undefined);
    move({ kind: 'pan', dx: at.x - held.last.x, dy: at.y - held.last.y });
    held.last = at;
  };
  const onPointerUp = (event: PointerEvent<HTMLDivElement>): void => {
    const held = drag.current;
    drag.current = undefined;
    if (held !== undefined && !held.moved) void selectAt(devicePoint(event, event.currentTarget));
  };
  const blockAt = async (at: DevicePoint): Promise<BlockRow> => {
    const under = await link.ask((engine) => engine.pick('map', at.x, at.y));
    return blockOf(under);
  };
  const selectAt = async (at: DevicePoint): Promise<void> => {
    select(await blockAt(at));
  };
  const frameAt = async (at: DevicePoint): Promise<void> => {
    const block = await blockAt(at);
    if (block !== NONE) move({ kind: 'frame', block });
  };
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.shiftKey && event.key.startsWith('Arrow')) return;
    const { width, height } = event.currentTarget.getBoundingClientRect();
    const ratio = window.devicePixelRatio;
    const step = cameraKey(event.key, width * ratio, height * ratio);
    if (step === 'fit') setCamera(undefined);
    else if (step !== undefined) move(step);
    else if (event.key === 'Enter')
      void selectAt({ x: Math.floor((width * ratio) / 2), y: Math.floor((height * ratio) / 2) });
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  return (
    <div
      ref={root}
      className={styles.map}
      role="application"
      aria-label={`Map of the ${heap} heap after event ${formatCount(cursor)}. Arrows move, plus and minus zoom, 0 shows all, Enter selects the block in the middle.`}
      tabIndex={0}
      onKeyDown={onKeyDown}
      onPointerDown={onPointerDown}
      onPointerMove={onPointerMove}
      onPointerUp={onPointerUp}
      onPointerCancel={() => {
        drag.current = undefined;
      }}
      onPointerLeave={() => {
        setPointer(undefined);
      }}
      onDoubleClick={(event) => {
        void frameAt(devicePoint(event, event.currentTarget));
      }}
    >
      <EngineCanvas attach={canvas.attach} resize={canvas.resize} />
      {pointer !== undefined && pick !== undefined && (
        <PointerTip at={pointer.inWindow}>
          <MapTip pick={pick} />
        </PointerTip>
      )}
    </div>
  );
}

/** The block that a pick is about; 0: none. */
function blockOf(pick: Pick | undefined): BlockRow {
  if (pick?.kind === 'hit') return pick.hit.block;
  return pick?.kind === 'block' || pick?.kind === 'page' ? pick.block : (NONE as BlockRow);
}

/** What is drawn under the pointer; tells the store of the block, so that the engine can outline it. */
function usePick(at: DevicePoint | undefined): Pick | undefined {
  const setHover = useApp((state) => state.setHover);
  const question = useCallback(async (engine: EngineClient) => at && (await engine.pick('map', at.x, at.y)), [at]);
  // Under a pointer that rests the picture changes with the cursor.
  const pick = useAnswerAtCursor(question, at !== undefined);
  const block = blockOf(at && pick);
  useEffect(() => {
    setHover(block);
  }, [block, setHover]);
  return pick;
}

function useWheel(root: RefObject<HTMLDivElement | null>, zoom: (move: CameraMove) => void): void {
  const onZoom = useEffectEvent(zoom);
  useEffect(() => {
    const element = root.current;
    if (element === null) return;
    const onWheel = (event: WheelEvent): void => {
      event.preventDefault();
      const pixels = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? event.deltaY * 30 : event.deltaY;
      const { x, y } = devicePoint(event, element);
      onZoom({ kind: 'zoom', x, y, factor: Math.exp(-pixels * WHEEL_ZOOM) });
    };
    // React's own wheel listeners are passive, and the page must not scroll along.
    element.addEventListener('wheel', onWheel, { passive: false });
    return () => {
      element.removeEventListener('wheel', onWheel);
    };
  }, [root]);
}
