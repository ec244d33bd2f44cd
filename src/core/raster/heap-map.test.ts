import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Grouping } from '../analysis/groups';
import type { EventIndex } from '../tables/indices';
import { RegionFinder } from './address-space';
import { classColours, classify, type BlockColouring } from './block-classes';
import { blankPicture, drawnHeap, hashOf, readBack } from './testing/drawn-heap';
import { HeapMap, type BlockLayout } from './heap-map';
import { pickMap } from './heap-map-pick';
import { MapBlocks, placeRecorded } from './map-blocks';
import { rowHeightOf, type MapCamera } from './map-camera';
import { packColour, paletteOf } from './palette';

const UNIT = 64;
const palette = paletteOf('dark');

interface Options {
  readonly width: number;
  readonly height?: number;
  readonly camera?: Partial<MapCamera>;
  readonly colouring?: BlockColouring;
  readonly layout?: BlockLayout;
  /** Every block is mapped from the system. */
  readonly isMapped?: boolean;
}

/** Paints a drawing so that one character is one pixel, unless the camera says otherwise. */
function paint(drawing: string, options: Options) {
  const heap = drawnHeap(drawing, UNIT);
  const finder = new RegionFinder(heap.trace);
  while (finder.step(1 << 16));
  const space = finder.space();
  const blocks = new MapBlocks();
  placeRecorded(heap.trace, space, heap.rows, blocks);
  if (options.isMapped === true) blocks.mapped.fill(1);
  const colouring = options.colouring ?? { by: 'size' };
  classify(heap.trace, blocks, colouring, (heap.trace.events.length - 1) as EventIndex);
  const picture = blankPicture(options.width, options.height ?? 160);
  const camera: MapCamera = { start: 0, bytesPerRow: options.width * UNIT, rowOffset: 0, ...options.camera };
  const colours = classColours(colouring, palette);
  const scene = { space, blocks, colours, palette };
  new HeapMap().paint(picture, camera, options.layout === undefined ? scene : { ...scene, layout: options.layout });
  const text = readBack(picture, rowHeightOf(picture, camera.bytesPerRow), heap.letters);
  return { picture, camera, space, blocks, text, heap };
}

describe('the heap map', () => {
  it('shows each block where it lies, row below row', () => {
    expect(paint('AAAA..BBCC.D', { width: 6 }).text.slice(0, 3)).toEqual(['AAAA..', 'BBCC.D', '......']);
  });

  it('gives every drawing back', () => {
    const drawings = fc.array(fc.tuple(fc.constantFrom('', '.', '..'), fc.nat({ max: 5 })), { maxLength: 20 });
    fc.assert(
      fc.property(drawings, fc.integer({ min: 3, max: 30 }), (parts, width) => {
        const drawing = 'A' + parts.map(([hole, size], i) => hole + String.fromCharCode(66 + i).repeat(size)).join('');
        const { text } = paint(drawing, { width, height: 16 * 60 });
        expect(text.join('').replace(/\.+$/, '')).toBe(drawing.replace(/\.+$/, ''));
      }),
    );
  });

  it('draws a backed block over the block that backs it', () => {
    expect(paint('AAaaA.BB', { width: 8 }).text[0]).toBe('AAaaA.BB');
  });

  it('folds what lies between regions', () => {
    const { text, space } = paint('AA|BB', { width: 8 });
    expect(space.regions).toBe(2);
    expect(text.join('')).toMatch(new RegExp(`^AA\\.{${space.offsets[1] / UNIT - 2}}BB\\.*$`));
  });

  it('is the same picture wherever one looks from', () => {
    const drawing = 'AAAABBBBCCCCDDDDEEEEFFFF';
    const all = paint(drawing, { width: 4 }).text;
    expect(paint(drawing, { width: 4, camera: { start: 8 * UNIT } }).text.slice(0, 3)).toEqual(all.slice(2, 5));
    expect(paint(drawing, { width: 4, camera: { start: 2 * UNIT } }).text[0]).toBe('AABB');
  });

  it('keeps a lone byte visible among megabytes', () => {
    const { picture } = paint(`A${'.'.repeat(12_000)}B`, { width: 8, camera: { bytesPerRow: 2 ** 20 } });
    expect(picture.pixels[0]).not.toBe(packColour(palette.paper));
    expect(picture.pixels[1]).toBe(packColour(palette.paper));
  });

  it('says by strength of colour how much of a pixel is live', () => {
    const shareOf = (drawing: string) => {
      const { picture } = paint(`${drawing}${'.'.repeat(30)}Z`, { width: 8, camera: { bytesPerRow: 8 * 4 * UNIT } });
      return (picture.pixels[0] >>> 8) & 0xff;
    };
    const greens = ['A...', 'AB..', 'ABC.', 'ABCD'].map(shareOf);
    expect(greens).toEqual([...greens].sort((a, b) => a - b));
    expect(new Set(greens).size).toBe(4);
  });

  it('gives a shared pixel the hue of its greatest holder', () => {
    const grouping: Grouping = { by: 'module', names: ['a', 'b'], ofSite: Uint8Array.of(0), ofRow: ofRow([0, 1]) };
    const { picture } = paint('AAAB', {
      width: 8,
      camera: { bytesPerRow: 8 * 4 * UNIT },
      colouring: { by: 'group', grouping },
    });
    const distanceTo = (css: string) => distance(picture.pixels[0], packColour(css));
    expect(distanceTo(palette.groups[0])).toBeLessThan(distanceTo(palette.groups[1]) / 4);
  });

  it('colours as the legend says', () => {
    const grouping: Grouping = { by: 'thread', names: ['a', 'b'], ofSite: Uint8Array.of(0), ofRow: ofRow([1, 0]) };
    const { picture } = paint('AAAABBBB', { width: 8, colouring: { by: 'group', grouping } });
    expect(picture.pixels[2]).toBe(packColour(palette.groups[1]));
    expect(picture.pixels[6]).toBe(packColour(palette.groups[0]));
  });

  it('marks where a block begins when it is wide enough', () => {
    const { picture } = paint('AAAABBBB', { width: 8 });
    expect(picture.pixels[4]).not.toBe(picture.pixels[5]);
    expect(picture.pixels[5]).toBe(picture.pixels[6]);
  });

  it('shows header and slack of a block of the simulated heap', () => {
    const layout = { headerBytes: 4, usableOf: () => UNIT + 8 };
    const { picture } = paint('.A..B', { width: 64, camera: { bytesPerRow: 128 }, layout });
    const secondRow = 64 * rowHeightOf(picture, 128);
    // A pixel is 2 bytes: the payload begins at byte 64, its slack at byte 128.
    expect([29, 30, 31].map((x) => picture.pixels[x])).toEqual(
      [palette.paper, palette.header, palette.header].map(packColour),
    );
    expect([3, 4].map((x) => picture.pixels[secondRow + x])).toEqual([palette.slack, palette.paper].map(packColour));
    expect(picture.ids[30]).toBe(1);
  });

  it('shows no header of a mapped region, but the rest of its last page', () => {
    const layout = { headerBytes: 4, usableOf: () => UNIT + 8 };
    const { picture } = paint('.A..B', { width: 64, camera: { bytesPerRow: 128 }, layout, isMapped: true });
    const secondRow = 64 * rowHeightOf(picture, 128);
    expect([29, 30, 31].map((x) => picture.pixels[x])).toEqual(new Array(3).fill(packColour(palette.paper)));
    expect([3, 4].map((x) => picture.pixels[secondRow + x])).toEqual([palette.slack, palette.paper].map(packColour));
    expect([picture.ids[40], picture.ids[secondRow + 3]]).toEqual([1, 1]);
  });

  it('R-60 shows headers, slack and guards of the layers, at every scale', () => {
    const around: BlockLayout['around'] = () => [
      { of: 'header', from: -8, to: 0 },
      { of: 'slack', from: -UNIT, to: -8 },
      { of: 'guard', from: UNIT, to: 3 * UNIT },
    ];
    const layout = { headerBytes: 4, usableOf: () => UNIT, around };
    const { picture } = paint('.A.....B', { width: 128, camera: { bytesPerRow: 8 * UNIT }, layout });
    const bytesPerPixel = (8 * UNIT) / 128;
    const at = (byte: number): number => picture.pixels[byte / bytesPerPixel];
    expect([8, UNIT - 4, 2 * UNIT + 8, 4 * UNIT - 4, 4 * UNIT + 8].map(at)).toEqual(
      [palette.slack, palette.header, palette.guard, palette.guard, palette.paper].map(packColour),
    );
  });

  it('is remembered to the pixel', () => {
    const { picture } = paint('AAAAaa..BBBBBBBB.CC|DDDD..EEEEEEEEEEEEEE.FGHIJ', { width: 24 });
    expect(hashOf(picture.pixels)).toBe('432f9ba8');
  });
});

describe('pointing at the heap map', () => {
  it('names the block and the byte', () => {
    const { picture, camera, space, blocks } = paint('AAAA..BB', { width: 4 });
    const rowHeight = rowHeightOf(picture, camera.bytesPerRow);
    expect(pickMap(picture, space, blocks, camera, 2.5, rowHeight * 1.5)).toEqual({
      kind: 'block',
      block: 2,
      address: 2 ** 32 + 6 * UNIT + UNIT / 2,
    });
  });

  it('measures a hole between its neighbours', () => {
    const { picture, camera, space, blocks } = paint('AAAA...BB', { width: 9 });
    expect(pickMap(picture, space, blocks, camera, 5, 3)).toEqual({
      kind: 'hole',
      from: 2 ** 32 + 4 * UNIT,
      bytes: 3 * UNIT,
    });
  });

  it('has nothing to say about a fold, or beside the map', () => {
    const { picture, camera, space, blocks } = paint('AA|BB', { width: 16 });
    expect(pickMap(picture, space, blocks, camera, 3, 3)).toBeUndefined();
    expect(pickMap(picture, space, blocks, camera, -1, 3)).toBeUndefined();
    expect(pickMap(picture, space, blocks, camera, 3, 1e6)).toBeUndefined();
  });
});

function ofRow(groups: readonly number[]): Uint8Array {
  return Uint8Array.of(0, ...groups);
}

function distance(a: number, b: number): number {
  return [0, 8, 16].reduce((sum, shift) => sum + Math.abs(((a >>> shift) & 0xff) - ((b >>> shift) & 0xff)), 0);
}
