import { describe, expect, it } from 'vitest';
import { AddressSpace } from './address-space';
import { mapLabels } from './map-labels';
import { rectanglesOf } from './map-outline';
import { fitCamera, rowHeightOf, type MapCamera, type MapView } from './map-camera';

const view: MapView = { width: 100, height: 200, ratio: 1 };
const camera: MapCamera = { start: 0, bytesPerRow: 1000, rowOffset: 0 };
const rowHeight = rowHeightOf(view, camera.bytesPerRow);

describe('the rectangles of a block on the map', () => {
  it('are one within a row', () => {
    expect(rectanglesOf(camera, view, 1200, 300)).toEqual([{ x: 20, y: rowHeight, width: 30, height: rowHeight - 1 }]);
  });

  it('are the end of a row, whole rows, and the beginning of a row', () => {
    expect(rectanglesOf(camera, view, 500, 3000)).toEqual([
      { x: 50, y: 0, width: 50, height: rowHeight - 1 },
      { x: 0, y: rowHeight, width: 100, height: 2 * rowHeight - 1 },
      { x: 0, y: 3 * rowHeight, width: 50, height: rowHeight - 1 },
    ]);
  });

  it('stop at the end of a row that the block fills', () => {
    expect(rectanglesOf(camera, view, 500, 500)).toHaveLength(1);
  });

  it('show even a byte', () => {
    expect(rectanglesOf(camera, view, 0, 1)[0].width).toBe(1);
  });
});

describe('addresses on the map', () => {
  const space = new AddressSpace(Float64Array.of(0x10000, 0x900000), Float64Array.of(0x20000, 0x910000));
  const wide: MapView = { ...view, width: 1000 };
  const whole = fitCamera(space.length, wide);

  it('stand where regions begin', () => {
    expect(mapLabels(space, whole, wide).map(({ address }) => address)).toEqual([0x10000, 0x900000]);
  });

  it('name rows, too, when only a part is in view', () => {
    const labels = mapLabels(space, { start: 1000, bytesPerRow: 1000, rowOffset: 0 }, wide);
    expect(labels.every(({ kind }) => kind === 'row')).toBe(true);
    expect(labels.length).toBeGreaterThan(1);
    for (const { address, y } of labels) {
      expect((address - 0x10000 - 1000) / 1000).toBe(Math.floor(y / rowHeightOf(wide, 1000)));
    }
  });

  it('never lie over each other', () => {
    const many = new AddressSpace(
      Float64Array.from({ length: 500 }, (_, i) => i * 10_000),
      Float64Array.from({ length: 500 }, (_, i) => i * 10_000 + 900),
    );
    const labels = mapLabels(many, fitCamera(many.length, wide), wide);
    expect(labels.length).toBeGreaterThan(3);
    for (const a of labels) {
      for (const b of labels) {
        if (a !== b) expect(Math.abs(a.x - b.x) >= a.width || Math.abs(a.y - b.y) >= a.height).toBe(true);
      }
    }
  });
});
