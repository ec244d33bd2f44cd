import { CLASSES } from './block-classes';

/** In place of a class: nothing lies beneath. */
export const NO_CLASS = 0xff;
/** Spans at least so many pixels wide show where they begin. */
const LEAST_EDGED_WIDTH = 4;

/**
 * How much of each pixel of a strip every class covers, and which block covers the most of it: what a map is shaded
 * from. Spans are given in pixels of the strip, fractional; what lies outside is cut off.
 */
export class Coverage {
  /** Share of each pixel by class, {@link CLASSES} a pixel. */
  sums = new Float32Array(0);
  /** The greatest share of a block, as it counts for `ids`; 0: nothing lives here. */
  greatest = new Float32Array(0);
  /** Block rows. */
  ids = new Uint32Array(0);
  /** 1: a span begins here that is wide enough to show it. */
  edges = new Uint8Array(0);
  /** What lies under everything that lives, and how much of the pixel it covers. */
  underClasses = new Uint8Array(0);
  underShares = new Float32Array(0);
  private pixels = 0;

  /** Begins a strip of so many pixels, all empty. */
  begin(pixels: number): void {
    this.pixels = pixels;
    if (this.ids.length < pixels) {
      this.sums = new Float32Array(pixels * CLASSES);
      this.greatest = new Float32Array(pixels);
      this.ids = new Uint32Array(pixels);
      this.edges = new Uint8Array(pixels);
      this.underShares = new Float32Array(pixels);
      this.underClasses = new Uint8Array(pixels);
      return;
    }
    this.sums.fill(0, 0, pixels * CLASSES);
    this.greatest.fill(0, 0, pixels);
    this.ids.fill(0, 0, pixels);
    this.edges.fill(0, 0, pixels);
    this.underShares.fill(0, 0, pixels);
  }

  /** Adds a span of block `row` to the class `own`, and takes it from the class `beneath` that it lies in. */
  spread(from: number, to: number, own: number, beneath: number, row: number): void {
    const begin = from < 0 ? 0 : from;
    const end = to > this.pixels ? this.pixels : to;
    if (end <= begin) return;
    const first = begin | 0;
    if (end <= first + 1) {
      this.put(first, end - begin, own, beneath, row);
      return;
    }
    const last = Math.min(this.pixels - 1, end | 0);
    if (to - from >= LEAST_EDGED_WIDTH && from >= 0) this.edges[first] = 1;
    this.put(first, first + 1 - begin, own, beneath, row);
    for (let pixel = first + 1; pixel < last; pixel++) this.put(pixel, 1, own, beneath, row);
    if (end > last) this.put(last, end - last, own, beneath, row);
  }

  private put(pixel: number, share: number, own: number, beneath: number, row: number): void {
    this.sums[pixel * CLASSES + own] += share;
    // A block inside another is what one wants to point at, so it counts double.
    let weight = share;
    if (beneath !== NO_CLASS) {
      this.sums[pixel * CLASSES + beneath] -= share;
      weight = share * 2;
    }
    if (weight >= this.greatest[pixel]) {
      this.greatest[pixel] = weight;
      this.ids[pixel] = row;
    }
  }

  /** Lays the span under whatever lives there. `row` 0: it cannot be pointed at. */
  spreadUnder(from: number, to: number, own: number, row: number): void {
    const last = Math.min(this.pixels - 1, Math.ceil(to) - 1);
    for (let pixel = Math.max(0, Math.floor(from)); pixel <= last; pixel++) {
      const share = Math.min(to, pixel + 1) - Math.max(from, pixel);
      if (share < this.underShares[pixel]) continue;
      this.underShares[pixel] = share;
      this.underClasses[pixel] = own;
      if (this.greatest[pixel] === 0) this.ids[pixel] = row;
    }
  }
}
