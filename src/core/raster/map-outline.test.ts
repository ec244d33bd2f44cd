import { describe, expect, it } from 'vitest';
import type { Address } from '../tables/indices';
import { AddressSpace } from './address-space';
import { regionLabels, rowLabels } from './map-labels';
import { rectanglesOf } from './map-outline';
import { rowHeightOf, type MapCamera, type MapView } from './map-camera';

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
  const space = new AddressSpace(Float64Array.of(0x10000, 0x900000), Float64Array.of(0x10000 + 5000, 0x900000 + 5000));
  const wide: MapView = { ...view, width: 1000 };

  it('stand where regions begin, not over each other', () => {
    expect(regionLabels(space, camera, wide).map(({ address }) => address)).toEqual([0x10000, 0x900000]);
    const far: MapCamera = { ...camera, bytesPerRow: 100_000 };
    expect(regionLabels(space, far, wide).map(({ address }) => address)).toEqual([0x10000]);
  });

  it('name the first byte of rows, as often as a line of text fits', () => {
    const labels = rowLabels(space, camera, wide);
    const spacing = labels[1].y - labels[0].y;
    expect(spacing).toBeGreaterThanOrEqual(16);
    expect(labels[1].address).toBe((0x10000 + (1000 * spacing) / rowHeightOf(wide, 1000)) as Address);
  });
});
