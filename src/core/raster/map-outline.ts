import type { MapBlocks } from './map-blocks';
import { positionOf, rowHeightOf, type MapCamera, type MapView } from './map-camera';
import { packColour } from './palette';
import type { Picture } from './picture';
import type { BlockRow } from '../tables/indices';

/** Device pixels. */
export interface Rectangle {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/**
 * The rectangles that a span of map bytes covers, at least a pixel wide: one within a row; else the end of the first
 * row, the full rows between as one, and the beginning of the last.
 */
export function rectanglesOf(camera: MapCamera, view: MapView, from: number, size: number): Rectangle[] {
  const rowHeight = rowHeightOf(view, camera.bytesPerRow);
  const gap = Math.round(view.ratio);
  const first = positionOf(camera, view, from);
  const last = positionOf(camera, view, from + size);
  const rows = Math.round((last.y - first.y) / rowHeight);
  const left = Math.floor(first.x);
  const right = Math.ceil(last.x);
  const y = Math.round(first.y);
  const height = rowHeight - gap;
  if (rows === 0) return [{ x: left, y, width: Math.max(1, right - left), height }];
  const rectangles = [{ x: left, y, width: Math.max(1, view.width - left), height }];
  if (rows > 1) {
    rectangles.push({ x: 0, y: y + rowHeight, width: view.width, height: (rows - 1) * rowHeight - gap });
  }
  if (right > 0) rectangles.push({ x: 0, y: y + rows * rowHeight, width: right, height });
  return rectangles;
}

/**
 * Draws a frame around a block, over a map that was painted with the same camera. Touches only the pixels of the
 * frame: keep the map's pixels and copy them back to take the frame away.
 */
export function outlineBlock(
  picture: Picture,
  camera: MapCamera,
  blocks: MapBlocks,
  block: BlockRow,
  colour: string,
): void {
  const index = blocks.indexOf(block);
  if (index < 0) return;
  const line = Math.round(picture.ratio);
  const packed = packColour(colour);
  for (const { x, y, width, height } of rectanglesOf(camera, picture, blocks.starts[index], blocks.sizes[index])) {
    drawLine(picture, x - line, y - line, width + 2 * line, line, packed);
    drawLine(picture, x - line, y + height, width + 2 * line, line, packed);
    drawLine(picture, x - line, y, line, height, packed);
    drawLine(picture, x + width, y, line, height, packed);
  }
}

/** A filled rectangle that leaves the ids alone. */
function drawLine(picture: Picture, x: number, y: number, width: number, height: number, colour: number): void {
  const left = Math.max(0, x);
  const right = Math.min(picture.width, x + width);
  if (right <= left) return;
  const bottom = Math.min(picture.height, y + height);
  for (let row = Math.max(0, y); row < bottom; row++) {
    picture.pixels.fill(colour, row * picture.width + left, row * picture.width + right);
  }
}
