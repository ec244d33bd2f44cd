import type { CameraMove } from '../../worker/protocol';

const ZOOM_STEP = 1.6;
/** Part of the view that an arrow key moves. */
const PAN_STEP = 0.12;

/** What a key does to the camera of a map of this size in device pixels; undefined: not a key of the map. */
export function cameraKey(key: string, width: number, height: number): CameraMove | 'fit' | undefined {
  const zoom = (factor: number): CameraMove => ({ kind: 'zoom', x: width / 2, y: height / 2, factor });
  switch (key) {
    case '+':
    case '=':
      return zoom(ZOOM_STEP);
    case '-':
    case '_':
      return zoom(1 / ZOOM_STEP);
    case '0':
      return 'fit';
    case 'ArrowLeft':
      return { kind: 'pan', dx: width * PAN_STEP, dy: 0 };
    case 'ArrowRight':
      return { kind: 'pan', dx: -width * PAN_STEP, dy: 0 };
    case 'ArrowUp':
      return { kind: 'pan', dx: 0, dy: height * PAN_STEP };
    case 'ArrowDown':
      return { kind: 'pan', dx: 0, dy: -height * PAN_STEP };
    default:
      return undefined;
  }
}
