import { describe, expect, it } from 'vitest';
import { BYTE_STATE_NAMES, type ByteStateName } from '../tables/byte-states';
import { ByteSpans } from '../replay/byte-spans';
import { AddressSpace } from './address-space';
import { classColours, FREED_CLASS, GUARD_CLASS, HEADER_CLASS, KEPT_CLASS, SLACK_CLASS } from './block-classes';
import { HeapMap, type HeapMapScene } from './heap-map';
import { MapBlocks } from './map-blocks';
import { pickPage } from './page-pick';
import { packColour, paletteOf } from './palette';
import { blankPicture } from './testing/drawn-heap';

const palette = paletteOf('dark');
const colours = classColours({ by: 'pages' }, palette);
const PAGE = 64;
const LENGTH = 4 * PAGE;
const SPACE = new AddressSpace(Float64Array.of(0), Float64Array.of(LENGTH));

/** Four pages: header and a block, its slack, its guard, then a freed page. */
function spans(): ByteSpans {
  const made = new ByteSpans();
  const add = (from: number, to: number, state: ByteStateName) => {
    made.add(from, to, BYTE_STATE_NAMES.indexOf(state));
  };
  add(0, 16, 'header');
  add(16, 48, 'addressable');
  add(48, 128, 'slack');
  add(128, 192, 'guard');
  add(200, 256, 'freed');
  return made;
}

function blocksOfOne(): MapBlocks {
  const blocks = new MapBlocks();
  blocks.add(7, 16, 32);
  return blocks;
}

/** One row of 256 pixels, a pixel a byte. */
function painted(part: Partial<HeapMapScene>) {
  const picture = blankPicture(LENGTH, 32);
  const scene: HeapMapScene = { space: SPACE, blocks: new MapBlocks(), colours, palette, ...part };
  new HeapMap().paint(picture, { start: 0, bytesPerRow: LENGTH, rowOffset: 0 }, scene);
  return picture;
}

describe('the map, page by page', () => {
  it('shows of every byte what it is, and where pages begin', () => {
    const picture = painted({ pages: { spans: spans(), pageBytes: PAGE } });
    const at = (byte: number) => picture.pixels[byte];
    expect([at(10), at(30), at(60), at(150), at(230)]).toEqual(
      [HEADER_CLASS, 0, SLACK_CLASS, GUARD_CLASS, 1].map((index) => colours[index]),
    );
    expect(at(195)).toBe(packColour(palette.paper));
    expect(colours[1]).toBe(packColour(palette.freed));
    // Slack goes on over the page's end: a line there.
    expect(at(64)).not.toBe(at(65));
    expect([picture.ids[60], picture.ids[70], picture.ids[195]]).toEqual([1, 2, 0]);
  });

  it('tells of a page how much of it is what, of a byte its state and its block', () => {
    const pages = { spans: spans(), pageBytes: PAGE };
    const pick = pickPage(pages, blocksOfOne(), SPACE, 20);
    expect(pick).toMatchObject({ page: 0, address: 20, state: 'addressable', block: 7 });
    expect(pick?.bytes).toEqual({ unallocated: 0, addressable: 32, header: 16, slack: 16, guard: 0, freed: 0 });
    expect(pickPage(pages, blocksOfOne(), SPACE, 195)).toMatchObject({
      ...{ page: 3, state: 'unallocated', block: 0 },
      bytes: { unallocated: 8, freed: 56 },
    });
    expect(pickPage(pages, blocksOfOne(), SPACE, LENGTH)).toBeUndefined();
  });

  it('in other colours, has released blocks that are kept beneath those that live', () => {
    const kept = colours[KEPT_CLASS];
    const picture = painted({ blocks: blocksOfOne(), kept: spans() });
    expect([picture.pixels[230], picture.pixels[30], picture.pixels[150]]).toEqual([
      kept,
      colours[0],
      packColour(palette.paper),
    ]);
    expect(kept).not.toBe(colours[FREED_CLASS]);
  });
});
