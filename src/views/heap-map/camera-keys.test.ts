import { expect, test } from 'vitest';
import { cameraKey } from './camera-keys';
import { join } from './use-camera-moves';

test('the right arrow shows what lies to the right', () => {
  expect(cameraKey('ArrowRight', 1000, 500)).toEqual({ kind: 'pan', dx: -120, dy: 0 });
  expect(cameraKey('ArrowUp', 1000, 500)).toEqual({ kind: 'pan', dx: 0, dy: 60 });
});

test('plus and minus undo each other, around the middle', () => {
  const closer = cameraKey('+', 1000, 500);
  const away = cameraKey('-', 1000, 500);
  expect(closer).toMatchObject({ kind: 'zoom', x: 500, y: 250 });
  if (typeof closer !== 'object' || typeof away !== 'object') throw new Error('both keys zoom');
  expect(join(closer, away)).toMatchObject({ kind: 'zoom', factor: 1 });
});

test('zero fits, other keys are not the map’s', () => {
  expect(cameraKey('0', 10, 10)).toBe('fit');
  expect(cameraKey(' ', 10, 10)).toBeUndefined();
});

test('drags add up, a drag and a zoom stay two gestures', () => {
  expect(join({ kind: 'pan', dx: 1, dy: 2 }, { kind: 'pan', dx: 10, dy: 20 })).toEqual({ kind: 'pan', dx: 11, dy: 22 });
  expect(join({ kind: 'pan', dx: 1, dy: 2 }, { kind: 'zoom', x: 0, y: 0, factor: 2 })).toBeUndefined();
});
