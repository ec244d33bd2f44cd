import type { Address } from '../tables/indices';
import type { AddressSpace } from './address-space';
import { fitCamera, positionOf, rowHeightOf, type MapCamera, type MapView } from './map-camera';
import type { Rectangle } from './map-outline';

/** An address to write on the map, and the room there is for it. */
export interface MapLabel extends Rectangle {
  /** `region`: a region of the address space begins here; `row`: this is the first byte of the row. */
  readonly kind: 'region' | 'row';
  readonly address: Address;
}

// CSS pixels.
const LABEL_WIDTH = 110;
const LABEL_HEIGHT = 16;
/** From one row that says its address to the next. */
const ROW_LABEL_DISTANCE = 96;

/**
 * The addresses to write on the map, none over another: where regions begin, and, when only a part of the map is in
 * view, those of some rows.
 */
export function mapLabels(space: AddressSpace, camera: MapCamera, view: MapView): MapLabel[] {
  const labels = regionLabels(space, camera, view);
  if (camera.bytesPerRow < fitCamera(space.length, view).bytesPerRow) addRowLabels(space, camera, view, labels);
  return labels;
}

function regionLabels(space: AddressSpace, camera: MapCamera, view: MapView): MapLabel[] {
  const labels: MapLabel[] = [];
  for (let region = 0; region < space.regions; region++) {
    const { x, y } = positionOf(camera, view, space.offsets[region]);
    if (y >= view.height) break;
    addLabel(labels, view, { kind: 'region', address: space.starts[region] as Address, x, y });
  }
  return labels;
}

function addRowLabels(space: AddressSpace, camera: MapCamera, view: MapView, labels: MapLabel[]): void {
  const rowHeight = rowHeightOf(view, camera.bytesPerRow);
  const every = Math.ceil((ROW_LABEL_DISTANCE * view.ratio) / rowHeight);
  const rows = Math.ceil(view.height / rowHeight + camera.rowOffset);
  for (let row = 0; row < rows; row += every) {
    const address = space.toAddress(Math.ceil(camera.start + row * camera.bytesPerRow));
    const y = Math.max(0, Math.round((row - camera.rowOffset) * rowHeight));
    const fits = y + LABEL_HEIGHT * view.ratio <= view.height;
    if (fits && address !== undefined) addLabel(labels, view, { kind: 'row', address, x: 0, y });
  }
}

/** Adds a label, moved into view at the right and lower edge, if it lies on no other. */
function addLabel(labels: MapLabel[], view: MapView, place: Omit<MapLabel, 'width' | 'height'>): void {
  if (place.y < 0) return;
  const width = LABEL_WIDTH * view.ratio;
  const height = LABEL_HEIGHT * view.ratio;
  const x = Math.max(0, Math.min(place.x, view.width - width));
  const y = Math.max(0, Math.min(place.y, view.height - height));
  const isFree = labels.every((other) => Math.abs(other.y - y) >= height || Math.abs(other.x - x) >= width);
  if (isFree) labels.push({ ...place, x, y, width, height });
}
