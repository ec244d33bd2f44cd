import { CLASSES } from './block-classes';
import type { Coverage } from './coverage';
import { mixColours, type PackedColour } from './palette';

/** The faintest that anything live is drawn, as a share of its colour: a lone block in megabytes stays visible. */
const FAINTEST = 0.34;
/** How much of an edge is the background. */
const EDGE = 0.55;

/** Strength of colour of a covered share: never nothing, all at 1. */
function strengthOf(share: number): number {
  return share >= 1 ? 1 : FAINTEST + (1 - FAINTEST) * share;
}

/** The colour of a pixel of the strip. `colours` by class; `ground`: what shows where nothing lives. */
export function shadeOf(
  coverage: Coverage,
  pixel: number,
  colours: Uint32Array,
  ground: PackedColour,
  background: PackedColour,
): PackedColour {
  let colour = ground;
  const under = coverage.underShares[pixel];
  if (under > 0) colour = mixColours(colour, colours[coverage.underClasses[pixel]], strengthOf(under));
  if (coverage.greatest[pixel] > 0) colour = shadeOfLive(coverage.sums, pixel * CLASSES, colours, colour);
  return coverage.edges[pixel] === 1 ? mixColours(colour, background, EDGE) : colour;
}

/** Classes that share a pixel weigh by the square of their shares, so that the hue stays near that of the greatest. */
function shadeOfLive(sums: Float32Array, at: number, colours: Uint32Array, ground: PackedColour): PackedColour {
  let total = 0;
  let weights = 0;
  let red = 0;
  let green = 0;
  let blue = 0;
  for (let index = 0; index < CLASSES; index++) {
    const share = sums[at + index];
    if (share <= 0) continue;
    total += share;
    const weight = share * share;
    const colour = colours[index];
    weights += weight;
    red += (colour & 0xff) * weight;
    green += ((colour >>> 8) & 0xff) * weight;
    blue += ((colour >>> 16) & 0xff) * weight;
  }
  if (weights === 0) return ground;
  const mean = (0xff000000 | ((blue / weights) << 16) | ((green / weights) << 8) | (red / weights)) >>> 0;
  return mixColours(ground, mean, strengthOf(total));
}
