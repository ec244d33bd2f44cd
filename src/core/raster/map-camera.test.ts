import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  clampCamera,
  fitCamera,
  frameCamera,
  mapByteAt,
  panCamera,
  positionOf,
  rowHeightOf,
  zoomCamera,
  type MapView,
} from './map-camera';

const views = fc.record({
  width: fc.integer({ min: 200, max: 3000 }),
  height: fc.integer({ min: 100, max: 2000 }),
  ratio: fc.constantFrom(1, 1.5, 2),
});
const lengths = fc.integer({ min: 10_000, max: 2 ** 40 });
const share = fc.double({ min: 0, max: 0.999, noNaN: true });

describe('the camera of the map', () => {
  it('fits everything, and hardly more', () => {
    fc.assert(
      fc.property(views, lengths, (view, length) => {
        const camera = fitCamera(length, view);
        const rows = Math.ceil(length / camera.bytesPerRow);
        const height = rowHeightOf(view, camera.bytesPerRow);
        expect(rows * height).toBeLessThanOrEqual(Math.max(view.height, height));
        expect(camera.bytesPerRow * Math.max(1, Math.floor(view.height / height))).toBeLessThan(length * 1.6 + 64_000);
      }),
    );
  });

  it('says where a byte is drawn, and what is drawn there', () => {
    const view: MapView = { width: 1000, height: 500, ratio: 1 };
    const camera = { start: 5000, bytesPerRow: 2000, rowOffset: 0.5 };
    const { x, y } = positionOf(camera, view, 12_345);
    expect(mapByteAt(camera, view, x, y + 1)).toBeCloseTo(12_345);
    expect(x).toBeCloseTo(672.5);
  });

  it('keeps the byte under the pointer where it is, in and out', () => {
    fc.assert(
      fc.property(
        views,
        lengths,
        share,
        share,
        fc.double({ min: 1.01, max: 4, noNaN: true }),
        (view, length, u, v, by) => {
          const whole = fitCamera(length, view);
          const [x, y] = [u * view.width, v * view.height];
          const held = mapByteAt(whole, view, x, y);
          const row = y / rowHeightOf(view, whole.bytesPerRow);
          // That near to the edge of a row, which of the two the pointer is in is a matter of rounding.
          fc.pre(held < length && Math.abs(row - Math.round(row)) > 1e-5);
          let camera = whole;
          for (let i = 0; i < 6; i++) camera = zoomCamera(camera, length, view, x, y, by) ?? whole;
          expect(Math.abs(mapByteAt(camera, view, x, y) - held)).toBeLessThan(camera.bytesPerRow * 1e-6 + 1e-3);
        },
      ),
    );
  });

  it('keeps it also where the pointer is on the edge of a row', () => {
    const view: MapView = { width: 200, height: 714, ratio: 1 };
    const length = 20_959_233;
    for (let y = 0; y < view.height; y += rowHeightOf(view, fitCamera(length, view).bytesPerRow)) {
      let camera = fitCamera(length, view);
      const held = mapByteAt(camera, view, 0, y);
      for (const by of [1.3, 1.01, 1.7, 0.6, 1.2, 1.01]) {
        camera = zoomCamera(camera, length, view, 0, y, by) ?? camera;
        if (held < length) expect(Math.abs(mapByteAt(camera, view, 0, y) - held)).toBeLessThan(1);
      }
    }
  });

  it('moves with the smallest step, and stops when all is in view', () => {
    const view: MapView = { width: 1000, height: 500, ratio: 1 };
    const length = 2 ** 30;
    const closer = zoomCamera(fitCamera(length, view), length, view, 10, 10, 1.0001);
    expect(closer?.bytesPerRow).toBeLessThan(fitCamera(length, view).bytesPerRow);
    expect(zoomCamera(closer ?? fitCamera(length, view), length, view, 10, 10, 0.5)).toBeUndefined();
  });

  it('drags the map with the pointer', () => {
    const view: MapView = { width: 1000, height: 500, ratio: 1 };
    const camera = { start: 2 ** 20, bytesPerRow: 4096, rowOffset: 0 };
    const moved = panCamera(camera, 2 ** 24, view, 33, -47);
    expect(mapByteAt(moved, view, 533, 253)).toBeCloseTo(mapByteAt(camera, view, 500, 300));
  });

  it('never leaves the map', () => {
    const positions = fc.integer({ min: -10_000_000, max: 1_000_000_000 });
    fc.assert(
      fc.property(views, positions, fc.integer({ min: 32, max: 2 ** 20 }), (view, start, bytesPerRow) => {
        const length = 2 ** 26;
        const camera = clampCamera({ start, bytesPerRow, rowOffset: 0 }, length, view);
        expect(camera.start).toBeGreaterThanOrEqual(-bytesPerRow);
        expect(camera.start).toBeLessThan(length);
        expect(camera.rowOffset).toBeGreaterThanOrEqual(0);
        expect(camera.rowOffset).toBeLessThan(1);
        expect(clampCamera(camera, length, view).start).toBeCloseTo(camera.start, 3);
      }),
    );
  });

  it('takes any numbers that a link may bring', () => {
    const view: MapView = { width: 1000, height: 500, ratio: 1 };
    const any = fc.double();
    fc.assert(
      fc.property(any, any, any, (start, bytesPerRow, rowOffset) => {
        const camera = clampCamera({ start, bytesPerRow, rowOffset }, 2 ** 20, view);
        expect(camera.start).toBeGreaterThanOrEqual(-camera.bytesPerRow);
        expect(camera.start).toBeLessThan(2 ** 20);
        expect(camera.bytesPerRow).toBeGreaterThanOrEqual(32);
        expect(camera.rowOffset).toBeLessThan(1);
      }),
      { examples: [[-9.129171864163359e76, 599.5, 0]] },
    );
  });

  it('frames a block: all of it in view, with something around it', () => {
    fc.assert(
      fc.property(views, share, fc.integer({ min: 1, max: 2 ** 22 }), (view, where, size) => {
        const length = 2 ** 28;
        const from = Math.floor(where * (length - size));
        const camera = frameCamera(from, size, length, view);
        const height = rowHeightOf(view, camera.bytesPerRow);
        for (const byte of [from, from + size - 1]) {
          const { y } = positionOf(camera, view, byte);
          expect(y).toBeGreaterThanOrEqual(-height);
          expect(y).toBeLessThan(view.height);
        }
      }),
    );
  });
});
