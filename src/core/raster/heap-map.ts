import type { AddressSpace } from './address-space';
import type { Surrounding, SurroundingSpan } from '../layers/block-surroundings';
import type { ByteSpans } from '../replay/byte-spans';
import { FREED_CLASS, GUARD_CLASS, HEADER_CLASS, KEPT_CLASS, SLACK_CLASS, STATE_CLASSES } from './block-classes';
import { drawByteGrid } from './byte-grid';
import { Coverage, NO_CLASS } from './coverage';
import type { MapBlocks } from './map-blocks';
import { rowHeightOf, type MapCamera } from './map-camera';
import { BYTE_STATE_NAMES } from '../tables/byte-states';
import { mixColours, packColour, type Palette } from './palette';
import type { PagesOfHeap } from './page-pick';
import type { Picture } from './picture';
import { shadeOf } from './shade';

/** How the engine lays out a block of the simulated heap. */
export interface BlockLayout {
  /** Bytes of the engine's own before the payload. Mapped regions are not the engine's, and have none. */
  readonly headerBytes: number;
  /** Bytes from the start of the payload that belong to the block, at least those asked for. */
  readonly usableOf: (index: number) => number;
  /** What layers put around the block; absent: all of them are off. */
  readonly around?: (index: number) => readonly SurroundingSpan[];
}

export interface HeapMapScene {
  readonly space: AddressSpace;
  /** Placed and classified. */
  readonly blocks: MapBlocks;
  /** Blocks that ended just now, drawn where nothing lives. Only when colours say the state. */
  readonly freed?: MapBlocks;
  /** What the heap's bytes are: of them those that layers keep after a release are drawn where nothing lives. */
  readonly kept?: ByteSpans;
  /** In place of blocks, when colours say what each byte of a page is. */
  readonly pages?: PagesOfHeap;
  /** Pixels by class. */
  readonly colours: Uint32Array;
  readonly palette: Palette;
  readonly layout?: BlockLayout;
}

// What a pixel shows where nothing lives.
const OUTSIDE = 0;
const PAPER = 1;
const BOUNDARY = 2;

const CLASS_AROUND: Readonly<Record<Surrounding, number>> = {
  header: HEADER_CLASS,
  slack: SLACK_CLASS,
  guard: GUARD_CLASS,
};

const FREED_STATE = BYTE_STATE_NAMES.indexOf('freed');
/** Pages at least so many pixels wide are cells of their own. */
const LEAST_PAGE_WIDTH = 4;
/** Header and slack are drawn from this scale on. Bytes per pixel. */
const LAYOUT_SCALE = 2;
/** How much of the line between two rows is the background: within a block that goes on in the next row, and elsewhere. */
const GAP_WITHIN_BLOCK = 0.3;
const GAP = 0.8;

/**
 * The heap map: rows of bytes like lines of a book (see {@link MapCamera}). A pixel shows how much of its bytes is
 * live as strength of colour and by whom as hue; where several classes share it, the larger share weighs more than
 * its part, so that hues stay those of the legend. Ids are block rows: of the block with the greatest share.
 *
 * The map is computed as one long strip of pixels, row after row, then written out at the height of the rows. Keeps
 * its sums between pictures, so make one per canvas.
 */
export class HeapMap {
  private readonly coverage = new Coverage();
  private ground = new Uint8Array(0);
  private pixels = 0;

  paint(picture: Picture, camera: MapCamera, scene: HeapMapScene): void {
    const rows = Math.ceil(picture.height / rowHeightOf(picture, camera.bytesPerRow) + camera.rowOffset);
    this.pixels = picture.width * rows;
    this.coverage.begin(this.pixels);
    this.layGround(scene.space, camera, picture);
    if (scene.pages !== undefined) {
      this.addPages(scene.pages, scene.space, camera, picture.width);
    } else {
      if (scene.kept !== undefined) this.addKept(scene.kept, camera, picture.width);
      if (scene.freed !== undefined) this.addFreed(scene.freed, camera, picture.width);
      this.addBlocks(scene, camera, picture.width);
    }
    this.writeOut(picture, camera, rows, scene);
  }

  private layGround(space: AddressSpace, camera: MapCamera, picture: Picture): void {
    if (this.ground.length < this.pixels) this.ground = new Uint8Array(this.pixels);
    else this.ground.fill(OUTSIDE, 0, this.pixels);
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
    const { coverage } = this;
    const { blocks, layout } = scene;
    const { starts, sizes, classes, holders, mapped, rows } = blocks;
    const scale = width / camera.bytesPerRow;
    const around = layout?.around;
    const withLayout = around === undefined && layout !== undefined && scale >= 1 / LAYOUT_SCALE;
    for (let i = 0; i < blocks.count; i++) {
      const from = (starts[i] - camera.start) * scale;
      const to = from + sizes[i] * scale;
      if (withLayout && holders[i] < 0) {
        const header = mapped[i] === 1 ? 0 : layout.headerBytes * scale;
        this.addLayout(rows[i], from - header, from, to, from + layout.usableOf(i) * scale);
      }
      if (around !== undefined && holders[i] < 0) this.addAround(around(i), rows[i], from, scale);
      if (to <= 0 || from >= this.pixels) continue;
      if (mapped[i] === 1) coverage.spreadUnder(from, to, classes[i], rows[i]);
      else coverage.spread(from, to, classes[i], holders[i] < 0 ? NO_CLASS : classes[holders[i]], rows[i]);
    }
  }

  /** Header from `start` to `from`, slack from `to` to `end`, in pixels of the strip. */
  private addLayout(row: number, start: number, from: number, to: number, end: number): void {
    this.coverage.spread(start, from, HEADER_CLASS, NO_CLASS, row);
    this.coverage.spread(to, end, SLACK_CLASS, NO_CLASS, row);
  }

  private addAround(spans: readonly SurroundingSpan[], row: number, from: number, scale: number): void {
    for (const span of spans) {
      const end = from + span.to * scale;
      if (end <= 0 || from + span.from * scale >= this.pixels) continue;
      this.coverage.spread(from + span.from * scale, end, CLASS_AROUND[span.of], NO_CLASS, row);
    }
  }

  private addFreed(blocks: MapBlocks, camera: MapCamera, width: number): void {
    const scale = width / camera.bytesPerRow;
    for (let i = 0; i < blocks.count; i++) {
      const from = (blocks.starts[i] - camera.start) * scale;
      this.coverage.spreadUnder(from, from + blocks.sizes[i] * scale, FREED_CLASS, 0);
    }
  }

  /** Only the heap has them, and that is the first region of the map. */
  private addKept({ count, starts, ends, states }: ByteSpans, camera: MapCamera, width: number): void {
    const scale = width / camera.bytesPerRow;
    for (let i = 0; i < count; i++) {
      if (states[i] !== FREED_STATE) continue;
      this.coverage.spreadUnder((starts[i] - camera.start) * scale, (ends[i] - camera.start) * scale, KEPT_CLASS, 0);
    }
  }

  private addPages(pages: PagesOfHeap, space: AddressSpace, camera: MapCamera, width: number): void {
    const scale = width / camera.bytesPerRow;
    for (let region = 0; region < space.regions; region++) {
      // The address that the strip would begin with if it showed nothing but this region.
      const origin = camera.start - space.offsets[region] + space.starts[region];
      const first = Math.max(space.starts[region], origin);
      const last = Math.min(space.ends[region], origin + this.pixels / scale);
      if (first < last) this.addPagesOf(pages, first, last, origin, scale);
    }
  }

  /** The pages from address `first` to `last`. Ids are page numbers + 1 here. */
  private addPagesOf(
    { spans, pageBytes }: PagesOfHeap,
    first: number,
    last: number,
    origin: number,
    scale: number,
  ): void {
    const { coverage } = this;
    const { count, starts, ends, states } = spans;
    const cell = pageBytes * scale >= LEAST_PAGE_WIDTH ? pageBytes : Infinity;
    for (let i = spans.firstEndingAfter(first); i < count && starts[i] < last; i++) {
      const end = Math.min(ends[i], last);
      for (let from = Math.max(starts[i], first); from < end;) {
        const to = Math.min(end, (Math.floor(from / cell) + 1) * cell);
        const id = Math.floor(from / pageBytes) + 1;
        const [left, right] = [(from - origin) * scale, (to - origin) * scale];
        coverage.spread(left, right, STATE_CLASSES[states[i]], NO_CLASS, id);
        from = to;
      }
    }
  }

  private writeOut(picture: Picture, camera: MapCamera, rows: number, scene: HeapMapScene): void {
    const { width, height, pixels, ids } = picture;
    const { background, paper, boundary } = scene.palette;
    const grounds = Uint32Array.of(packColour(background), packColour(paper), packColour(boundary));
    const rowHeight = rowHeightOf(picture, camera.bytesPerRow);
    const gap = Math.round(picture.ratio);
    const hidden = Math.round(camera.rowOffset * rowHeight);
    for (let row = 0; row < rows; row++) {
      const top = Math.max(0, row * rowHeight - hidden);
      const bottom = Math.min(height, (row + 1) * rowHeight - hidden);
      if (bottom <= top) continue;
      const inked = Math.max(top, Math.min(height, (row + 1) * rowHeight - hidden - gap));
      const line = top * width;
      const first = row * width;
      for (let x = 0; x < width; x++) {
        const ground = grounds[this.ground[first + x]];
        pixels[line + x] = shadeOf(this.coverage, first + x, scene.colours, ground, grounds[OUTSIDE]);
      }
      const rowStart = camera.start + row * camera.bytesPerRow;
      drawByteGrid(picture, camera, line, rowStart, scene.space.length, grounds[OUTSIDE]);
      ids.set(this.coverage.ids.subarray(first, first + width), line);
      for (let y = top + 1; y < bottom; y++) ids.copyWithin(y * width, line, line + width);
      for (let y = top + 1; y < inked; y++) pixels.copyWithin(y * width, line, line + width);
      for (let y = inked; y < bottom; y++) this.drawGap(pixels, y * width, line, first, width, grounds[OUTSIDE]);
    }
  }

  /** The line between two rows: fainter inside a block that goes on in the next row, so that it reads as one. */
  private drawGap(
    pixels: Uint32Array,
    gap: number,
    line: number,
    first: number,
    width: number,
    background: number,
  ): void {
    const { ids } = this.coverage;
    for (let x = 0; x < width; x++) {
      const next = first + width + x;
      const goesOn = ids[first + x] !== 0 && next < this.pixels && ids[next] === ids[first + x];
      pixels[gap + x] = mixColours(pixels[line + x], background, goesOn ? GAP_WITHIN_BLOCK : GAP);
    }
  }
}
