import type { RankedTree } from '../analysis/ranked-tree';
import type { FlameLayout } from './flame-layout';
import type { Rectangle } from './map-outline';
import { mixColours, packColour, type Palette } from './palette';
import { fillRectangle, type Picture } from './picture';

/** CSS pixels. */
const FRAME_HEIGHT = 18;
const LEAST_LABEL_WIDTH = 28;
/** Weight of the background in a frame that the search did not match. */
const DIMMED = 0.78;

/** Room to write on a frame: the function's name, or how many narrow frames were put together. */
export interface FlameLabel extends Rectangle {
  readonly node: number;
  /** 0: the node's name. */
  readonly merged: number;
}

export interface FlameScene {
  readonly layout: FlameLayout;
  readonly tree: RankedTree;
  /** Colour class of a node: that of its module (0 … 12). */
  readonly classOf: (node: number) => number;
  /** Nodes that a search found; the others are dimmed. undefined: no search. */
  readonly isMatch: ((node: number) => boolean) | undefined;
  /** Device pixels that are scrolled out above. */
  readonly scrolled: number;
  readonly palette: Palette;
}

/** Height of a frame in device pixels, with the line below it. */
export function frameHeight(ratio: number): number {
  return Math.round(FRAME_HEIGHT * ratio);
}

/**
 * A flame graph, root on top. Hue says the module; its strength varies a little from function to function, so that
 * neighbours stay apart. Ids are frames of the layout plus 1. Returns where text fits.
 */
export function paintFlame(picture: Picture, scene: FlameScene): FlameLabel[] {
  const { layout, tree, palette, isMatch } = scene;
  const background = packColour(palette.background);
  const colours = Uint32Array.from([...palette.groups, palette.other], packColour);
  const merged = packColour(palette.slack);
  picture.pixels.fill(background);
  picture.ids.fill(0);
  const height = frameHeight(picture.ratio);
  const line = Math.round(picture.ratio);
  const labels: FlameLabel[] = [];
  for (let depth = Math.floor(scene.scrolled / height); depth < layout.depth; depth++) {
    const y = depth * height - scene.scrolled;
    if (y >= picture.height) break;
    for (let frame = layout.firsts[depth]; frame < layout.firsts[depth + 1]; frame++) {
      const node = layout.nodes[frame];
      const x = Math.round(layout.lefts[frame]);
      const right = Math.round(layout.rights[frame]);
      const strength = isMatch === undefined || isMatch(node) ? strengthOf(tree.functionOf(node)) : 1 - DIMMED;
      const colour = layout.merged[frame] > 0 ? merged : mixColours(background, colours[scene.classOf(node)], strength);
      const width = Math.max(1, right - x);
      fillRectangle(picture, x, y, width, height - line, colour, frame + 1);
      if (width > 3 * line) fillRectangle(picture, right - line, y, line, height - line, background, frame + 1);
      if (width >= LEAST_LABEL_WIDTH * picture.ratio) {
        labels.push({ node, merged: layout.merged[frame], x, y, width, height: height - line });
      }
    }
  }
  return labels;
}

/** 0.62 … 0.86, scattered over functions but the same for one function everywhere. */
function strengthOf(func: number): number {
  return 0.62 + (((Math.imul(func + 1, 0x9e37_79b1) >>> 24) & 0xff) / 255) * 0.24;
}
