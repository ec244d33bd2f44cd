import type { Address } from '../tables/indices';
import type { AddressSpace } from './address-space';
import { positionOf, rowHeightOf, type MapCamera, type MapView } from './map-camera';
import type { Rectangle } from './map-outline';

/** An address to write on the map, and the room there is for it. */
export interface MapLabel extends Rectangle {
  /** `region`: a region of the address space begins here; `row`: this is the first byte of the row. */
  readonly kind: 'region' | 'row';
  readonly address: Address;
}

/** Least height of a written line, and least room for an address. CSS pixels. */
const LINE_HEIGHT = 16;
const LABEL_WIDTH = 120;

/** Where regions begin, as far as there is room to write it and no earlier label in the way. */
export function regionLabels(space: AddressSpace, camera: MapCamera, view: MapView): MapLabel[] {
  const labels: MapLabel[] = [];
  const width = LABEL_WIDTH * view.ratio;
  const height = Math.max(rowHeightOf(view, camera.bytesPerRow), LINE_HEIGHT * view.ratio);
  for (let region = 0; region < space.regions; region++) {
    const { x, y } = positionOf(camera, view, space.offsets[region]);
    if (y + height <= 0 || x + width > view.width) continue;
    if (y >= view.height) break;
    const isFree = !labels.some((label) => y < label.y + label.height && Math.abs(x - label.x) < width);
    if (isFree) labels.push({ kind: 'region', address: space.starts[region] as Address, x, y, width, height });
  }
  return labels;
}

/** The addresses of rows, as many as can be written below each other: what stands in the margin. */
export function rowLabels(space: AddressSpace, camera: MapCamera, view: MapView): MapLabel[] {
  const rowHeight = rowHeightOf(view, camera.bytesPerRow);
  const every = Math.max(1, Math.ceil((LINE_HEIGHT * view.ratio) / rowHeight));
  const labels: MapLabel[] = [];
  const rows = Math.ceil(view.height / rowHeight + camera.rowOffset);
  for (let row = 0; row < rows; row += every) {
    const address = space.toAddress(Math.ceil(camera.start + row * camera.bytesPerRow));
    const y = Math.round((row - camera.rowOffset) * rowHeight);
    if (address !== undefined) {
      labels.push({ kind: 'row', address, x: 0, y, width: LABEL_WIDTH * view.ratio, height: every * rowHeight });
    }
  }
  return labels;
}
