import type { AddressSpace } from './address-space';
import { CLASSES, FREED_CLASS, HEADER_CLASS, SLACK_CLASS } from './block-classes';
import type { MapBlocks } from './map-blocks';
import { rowHeightOf, type MapCamera } from './map-camera';
import { mixColours, packColour, type Palette } from './palette';
import type { Picture } from './picture';

/** How the engine lays out a block of the simulated heap. */
export interface BlockLayout {
  /** Bytes of the engine's own before the payload. */
  readonly headerBytes: number;
  /** Bytes from the start of the payload that belong to the block, at least those asked for. */
  readonly usableOf: (index: number) => number;
}

export interface HeapMapScene {
  readonly space: AddressSpace;
  /** Placed and classified. */
  readonly blocks: MapBlocks;
  /** Blocks that ended just now, drawn where nothing lives. */
  readonly freed?: MapBlocks;
  /** Pixels by class. */
  readonly colours: Uint32Array;
  readonly palette: Palette;
  readonly layout?: BlockLayout;
}

// What a pixel shows where nothing lives.
const OUTSIDE = 0;
const PAPER = 1;
const BOUNDARY = 2;

/** The faintest that anything live is drawn, as a share of its colour: a lone block in megabytes stays visible. */
const FAINTEST = 0.34;
const NO_CLASS = 0xff;
/** Blocks at least so many pixels wide show where they begin. */
const LEAST_EDGED_WIDTH = 4;
/** Header and slack are drawn from this scale on. Bytes per pixel. */
const LAYOUT_SCALE = 2;
const LEAST_BYTE_WIDTH = 8;

/**
 * The heap map: rows of bytes like lines of a book (see {@link MapCamera}). A pixel shows how much of its bytes is
 * live as strength of colour and by whom as hue; where several classes share it, the larger share weighs more than
 * its part, so that hues stay those of the legend. Ids are block rows: of the block with the greatest share.
 *
 * The map is computed as one long strip of pixels, row after row, then written out at the height of the rows. Keeps
 * its sums between pictures, so make one per canvas.
 */
export class HeapMap {
  /** Share of each pixel by class, {@link CLASSES} a pixel. */
  private sums = new Float32Array(0);
  private greatest = new Float32Array(0);
  private ids = new Uint32Array(0);
  private edges = new Uint8Array(0);
  private ground = new Uint8Array(0);
  private underShares = new Float32Array(0);
  private underClasses = new Uint8Array(0);
  private pixels = 0;

  paint(picture: Picture, camera: MapCamera, scene: HeapMapScene): void {
    const rowHeight = rowHeightOf(picture, camera.bytesPerRow);
    const rows = Math.ceil(picture.height / rowHeight + camera.rowOffset);
    this.begin(picture.width * rows);
    this.layGround(scene.space, camera, picture);
    if (scene.freed !== undefined) this.addUnder(scene.freed, camera, picture.width, FREED_CLASS);
    this.addBlocks(scene, camera, picture.width);
    this.writeOut(picture, camera, rowHeight, rows, scene);
  }

  private begin(pixels: number): void {
    this.pixels = pixels;
    if (this.ids.length < pixels) {
      this.sums = new Float32Array(pixels * CLASSES);
      this.greatest = new Float32Array(pixels);
      this.ids = new Uint32Array(pixels);
      this.edges = new Uint8Array(pixels);
      this.ground = new Uint8Array(pixels);
      this.underShares = new Float32Array(pixels);
      this.underClasses = new Uint8Array(pixels);
      return;
    }
    this.sums.fill(0, 0, pixels * CLASSES);
    this.greatest.fill(0, 0, pixels);
    this.ids.fill(0, 0, pixels);
    this.edges.fill(0, 0, pixels);
    this.ground.fill(OUTSIDE, 0, pixels);
    this.underShares.fill(0, 0, pixels);
  }

  private layGround(space: AddressSpace, camera: MapCamera, picture: Picture): void {
    const scale = picture.width / camera.bytesPerRow;
    for (let region = 0; region < space.regions; region++) {
      const from = Math.floor((space.offsets[region] - camera.start) * scale);
      const to = Math.ceil((space.mapEnd(region) - camera.start) * scale);
      if (to <= 0 || from >= this.pixels) continue;
      this.ground.fill(PAPER, Math.max(0, from), Math.min(this.pixels, to));
      const line = Math.round(picture.ratio);
      if (region > 0 && from >= line) this.ground.fill(BOUNDARY, from - line, from);
    }
  }

  private addBlocks(scene: HeapMapScene, camera: MapCamera, width: number): void {
    const { blocks, layout } = scene;
    const { starts, sizes, classes, holders, mapped, rows } = blocks;
    const scale = width / camera.bytesPerRow;
    const withLayout = layout !== undefined && scale >= 1 / LAYOUT_SCALE;
    for (let i = 0; i < blocks.count; i++) {
      const from = (starts[i] - camera.start) * scale;
      const to = from + sizes[i] * scale;
      if (withLayout && holders[i] < 0) this.addLayout(layout, i, rows[i], from, to, scale);
      if (to <= 0 || from >= this.pixels) continue;
      if (mapped[i] === 1) this.spreadUnder(from, to, classes[i], rows[i]);
      else this.spread(from, to, classes[i], holders[i] < 0 ? NO_CLASS : classes[holders[i]], rows[i]);
    }
  }

  private addLayout(layout: BlockLayout, index: number, row: number, from: number, to: number, scale: number): void {
    this.spread(from - layout.headerBytes * scale, from, HEADER_CLASS, NO_CLASS, row);
    this.spread(to, from + layout.usableOf(index) * scale, SLACK_CLASS, NO_CLASS, row);
  }

  /** Adds the span `from … to` (strip pixels, clipped here) to a class and takes it from the class beneath. */
  private spread(from: number, to: number, own: number, beneath: number, row: number): void {
    const begin = Math.max(0, from);
    const end = Math.min(this.pixels, to);
    if (end <= begin) return;
    const first = Math.floor(begin);
    const last = Math.min(this.pixels - 1, Math.floor(end));
    if (to - from >= LEAST_EDGED_WIDTH && from >= 0) this.edges[first] = 1;
    if (first === last) {
      this.put(first, end - begin, own, beneath, row);
      return;
    }
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

  private addUnder(blocks: MapBlocks, camera: MapCamera, width: number, own: number): void {
    const scale = width / camera.bytesPerRow;
    for (let i = 0; i < blocks.count; i++) {
      const from = (blocks.starts[i] - camera.start) * scale;
      this.spreadUnder(from, from + blocks.sizes[i] * scale, own, 0);
    }
  }

  /** Lays the span under whatever lives there. `row` 0: it cannot be pointed at. */
  private spreadUnder(from: number, to: number, own: number, row: number): void {
    const last = Math.min(this.pixels - 1, Math.ceil(to) - 1);
    for (let pixel = Math.max(0, Math.floor(from)); pixel <= last; pixel++) {
      const share = Math.min(to, pixel + 1) - Math.max(from, pixel);
      if (share < this.underShares[pixel]) continue;
      this.underShares[pixel] = share;
      this.underClasses[pixel] = own;
      if (this.greatest[pixel] === 0) this.ids[pixel] = row;
    }
  }

  private writeOut(picture: Picture, camera: MapCamera, rowHeight: number, rows: number, scene: HeapMapScene): void {
    const { width, height, pixels, ids } = picture;
    const background = packColour(scene.palette.background);
    const gap = Math.round(picture.ratio);
    const hidden = Math.round(camera.rowOffset * rowHeight);
    const shade = new Shade(scene);
    for (let row = 0; row < rows; row++) {
      const top = Math.max(0, row * rowHeight - hidden);
      const bottom = Math.min(height, (row + 1) * rowHeight - hidden);
      const inked = Math.min(height, (row + 1) * rowHeight - hidden - gap);
      if (bottom <= top) continue;
      const line = top * width;
      this.shadeRow(row * width, width, pixels, line, shade);
      drawByteGrid(pixels, line, width, camera, row, picture.ratio, scene);
      ids.set(this.ids.subarray(row * width, (row + 1) * width), line);
      for (let y = top + 1; y < bottom; y++) ids.copyWithin(y * width, line, line + width);
      for (let y = top + 1; y < inked; y++) pixels.copyWithin(y * width, line, line + width);
      this.drawGap(pixels, Math.max(top, inked) * width, bottom * width, line, row, width, background);
    }
  }

  /** The line between two rows: fainter inside a block that goes on in the next row, so that it reads as one. */
  private drawGap(
    pixels: Uint32Array,
    from: number,
    to: number,
    line: number,
    row: number,
    width: number,
    background: number,
  ): void {
    const here = row * width;
    for (let at = from, x = 0; at < to; at++, x = x + 1 === width ? 0 : x + 1) {
      const id = this.ids[here + x];
      const goesOn = id !== 0 && here + x + width < this.pixels && this.ids[here + x + width] === id;
      pixels[at] = mixColours(pixels[line + x], background, goesOn ? 0.3 : 0.8);
    }
  }

  private shadeRow(first: number, width: number, pixels: Uint32Array, line: number, shade: Shade): void {
    for (let x = 0; x < width; x++) {
      const pixel = first + x;
      let colour = shade.ground[this.ground[pixel]];
      if (this.underShares[pixel] > 0) {
        colour = mixColours(colour, shade.colours[this.underClasses[pixel]], shade.strength(this.underShares[pixel]));
      }
      if (this.greatest[pixel] > 0) colour = shade.live(this.sums, pixel * CLASSES, colour);
      if (this.edges[pixel] === 1) colour = mixColours(colour, shade.ground[OUTSIDE], 0.55);
      pixels[line + x] = colour;
    }
  }
}

/** Turns the shares of a pixel into its colour. */
class Shade {
  readonly colours: Uint32Array;
  readonly ground: Uint32Array;

  constructor(scene: HeapMapScene) {
    this.colours = scene.colours;
    const { background, paper, boundary } = scene.palette;
    this.ground = Uint32Array.of(packColour(background), packColour(paper), packColour(boundary));
  }

  /** Strength of colour of a covered share: never nothing, all at 1. */
  strength(share: number): number {
    return share >= 1 ? 1 : FAINTEST + (1 - FAINTEST) * share;
  }

  live(sums: Float32Array, at: number, ground: number): number {
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
      const colour = this.colours[index];
      weights += weight;
      red += (colour & 0xff) * weight;
      green += ((colour >>> 8) & 0xff) * weight;
      blue += ((colour >>> 16) & 0xff) * weight;
    }
    if (weights === 0) return ground;
    const mean = (0xff000000 | ((blue / weights) << 16) | ((green / weights) << 8) | (red / weights)) >>> 0;
    return mixColours(ground, mean, this.strength(total));
  }
}

/** Lines between bytes where a byte is wide enough, stronger every 4 and 16 bytes. */
function drawByteGrid(
  pixels: Uint32Array,
  line: number,
  width: number,
  camera: MapCamera,
  row: number,
  ratio: number,
  scene: HeapMapScene,
): void {
  const byteWidth = width / camera.bytesPerRow;
  if (byteWidth < LEAST_BYTE_WIDTH * ratio) return;
  const background = packColour(scene.palette.background);
  const rowStart = camera.start + row * camera.bytesPerRow;
  for (let byte = Math.max(0, Math.ceil(rowStart)); byte < rowStart + camera.bytesPerRow; byte++) {
    if (byte >= scene.space.length) return;
    const x = Math.round((byte - rowStart) * byteWidth);
    if (x >= width) return;
    const strength = byte % 16 === 0 ? 0.9 : byte % 4 === 0 ? 0.55 : 0.22;
    pixels[line + x] = mixColours(pixels[line + x], background, strength);
  }
}
