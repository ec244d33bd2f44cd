import type { Hit } from '../replay/hits';
import { NONE, type BlockRow, type EventIndex } from '../tables/indices';
import type { Trace } from '../tables/trace';
import { paintHitMark, reachOfMark } from './hit-marks';
import { positionOf, rowHeightOf, type MapCamera, type MapView } from './map-camera';
import type { Palette } from './palette';
import type { Picture } from './picture';

/** A hit and the map byte that was met first. */
export interface HitOnMap {
  readonly hit: Hit;
  readonly at: number;
}

/**
 * The hits that a map at `cursor` shows: on blocks that are live then, and those of the cursor's own event, whose block
 * may be gone. `placeOf` gives a block's first map byte, undefined where it has none.
 */
export function hitsOnMap(
  { blocks }: Trace,
  hits: readonly Hit[],
  cursor: EventIndex,
  placeOf: (row: BlockRow) => number | undefined,
): HitOnMap[] {
  const placed: HitOnMap[] = [];
  for (const hit of hits) {
    const { block, event, offset } = hit;
    if (block === NONE) continue;
    const isLive = blocks.birth.get(block) <= cursor && cursor < blocks.death.get(block);
    const start = isLive || event === cursor ? placeOf(block) : undefined;
    if (start !== undefined) placed.push({ hit, at: start + offset });
  }
  return placed;
}

/** Draws the marks over a map that was painted with the same camera; ids stay. */
export function paintMapHits(picture: Picture, camera: MapCamera, hits: readonly HitOnMap[], palette: Palette): void {
  for (const { hit, at } of hits) {
    const { x, y } = middleOf(camera, picture, at);
    paintHitMark(picture, x, y, hit.evidence, palette);
  }
}

/** The hit whose mark lies under device pixel (x, y), the nearest of them. */
export function pickMapHit(
  view: MapView,
  camera: MapCamera,
  hits: readonly HitOnMap[],
  x: number,
  y: number,
): Hit | undefined {
  let nearest: Hit | undefined;
  let least = Infinity;
  for (const { hit, at } of hits) {
    const middle = middleOf(camera, view, at);
    const distance = Math.max(Math.abs(middle.x - x), Math.abs(middle.y - y));
    if (distance > reachOfMark(hit.evidence, view.ratio) || distance >= least) continue;
    nearest = hit;
    least = distance;
  }
  return nearest;
}

function middleOf(camera: MapCamera, view: MapView, mapByte: number): { readonly x: number; readonly y: number } {
  const { x, y } = positionOf(camera, view, mapByte + 0.5);
  return { x, y: y + rowHeightOf(view, camera.bytesPerRow) / 2 };
}
