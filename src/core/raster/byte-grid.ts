import type { MapCamera } from './map-camera';
import { mixColours, type PackedColour } from './palette';
import type { Picture } from './picture';

/** CSS pixels. */
const LEAST_BYTE_WIDTH = 8;

/**
 * Lines between bytes where a byte is wide enough, stronger every 4 and 16 bytes, on the line of pixels that begins at
 * `line`. `rowStart`: map byte at its left edge; `end`: one past the last map byte.
 */
export function drawByteGrid(
  picture: Picture,
  camera: MapCamera,
  line: number,
  rowStart: number,
  end: number,
  background: PackedColour,
): void {
  const { pixels, width, ratio } = picture;
  const byteWidth = width / camera.bytesPerRow;
  if (byteWidth < LEAST_BYTE_WIDTH * ratio) return;
  const last = Math.min(end, rowStart + camera.bytesPerRow);
  for (let byte = Math.max(0, Math.ceil(rowStart)); byte < last; byte++) {
    const x = Math.round((byte - rowStart) * byteWidth);
    if (x >= width) return;
    const strength = byte % 16 === 0 ? 0.9 : byte % 4 === 0 ? 0.55 : 0.22;
    pixels[line + x] = mixColours(pixels[line + x], background, strength);
  }
}
