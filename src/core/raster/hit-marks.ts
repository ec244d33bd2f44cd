import type { Evidence } from '../replay/hits';
import { packColour, type Palette, type PackedColour } from './palette';
import type { Picture } from './picture';

/** From the middle of a mark to its tips, in CSS pixels. */
const REACH: Readonly<Record<Evidence, number>> = { recorded: 4, checked: 4, predicted: 6 };
/** What keeps a mark apart from what lies beneath, and the line of a hollow one. CSS pixels. */
const RIM = 1;
const LINE = 1.5;

/** A pointer at most so far away either way, in device pixels, means the mark. */
export function reachOfMark(evidence: Evidence, ratio: number): number {
  return (REACH[evidence] + RIM) * ratio;
}

/**
 * Draws the mark of a hit around the device pixel (x, y): a diamond for what was recorded, a triangle for what the
 * replay met, and a hollow diamond for what was only predicted, wide enough to stand around a recorded one.
 */
export function paintHitMark(picture: Picture, x: number, y: number, evidence: Evidence, palette: Palette): void {
  const { ratio } = picture;
  const reach = REACH[evidence] * ratio;
  const rim = RIM * ratio;
  const colour = packColour(palette.hits[evidence]);
  const background = packColour(palette.background);
  const far = Math.ceil(reach + rim);
  for (let dy = -far; dy <= far; dy++) {
    for (let dx = -far; dx <= far; dx++) {
      const depth = evidence === 'checked' ? depthInTriangle(dx, dy, reach) : reach - Math.abs(dx) - Math.abs(dy);
      const isHollow = evidence === 'predicted' && depth > LINE * ratio + rim;
      if (depth < -rim || isHollow) continue;
      const isLine = depth >= 0 && (evidence !== 'predicted' || depth <= LINE * ratio);
      put(picture, x + dx, y + dy, isLine ? colour : background);
    }
  }
}

/** How far inside a triangle that stands on its base a point is; negative outside. */
function depthInTriangle(dx: number, dy: number, reach: number): number {
  return Math.min(reach - dy, (reach + dy) / 2 - Math.abs(dx));
}

function put({ pixels, width, height }: Picture, x: number, y: number, colour: PackedColour): void {
  const column = Math.round(x);
  const row = Math.round(y);
  if (column >= 0 && column < width && row >= 0 && row < height) pixels[row * width + column] = colour;
}
