import type { Address, BlockRow, Bytes } from '../tables/indices';
import type { AddressSpace } from './address-space';
import type { MapBlocks } from './map-blocks';
import { mapByteAt, type MapCamera } from './map-camera';
import type { Picture } from './picture';

/** What lies under a pixel of the heap map. A hole lies between known blocks, or a block and the region's edge. */
export type HeapMapPick =
  | { readonly kind: 'block'; readonly block: BlockRow; readonly address: Address }
  | { readonly kind: 'hole'; readonly from: Address; readonly bytes: Bytes };

/**
 * What the map shows at device pixel (x, y): the block that `picture.ids` names there, else the hole around it;
 * undefined in a fold and outside the map. `address`: of the byte under the pixel, kept within the block.
 */
export function pickMap(
  picture: Picture,
  space: AddressSpace,
  blocks: MapBlocks,
  camera: MapCamera,
  x: number,
  y: number,
): HeapMapPick | undefined {
  if (x < 0 || y < 0 || x >= picture.width || y >= picture.height) return undefined;
  const mapByte = Math.floor(mapByteAt(camera, picture, x, y));
  const block = picture.ids[Math.floor(y) * picture.width + Math.floor(x)] as BlockRow;
  const index = block === 0 ? -1 : blocks.indexOf(block);
  if (index < 0) return pickHole(space, blocks, mapByte);
  const first = blocks.starts[index];
  const last = first + blocks.sizes[index] - 1;
  const address = space.toAddress(Math.min(last, Math.max(first, mapByte)));
  return address === undefined ? undefined : { kind: 'block', block, address };
}

/** The space between the live blocks on either side of a map byte, within its region. */
function pickHole(space: AddressSpace, blocks: MapBlocks, mapByte: number): HeapMapPick | undefined {
  const region = space.regionAt(mapByte);
  if (region === undefined) return undefined;
  let from = space.offsets[region];
  let to = space.mapEnd(region);
  const { starts, sizes, count } = blocks;
  for (let i = 0; i < count; i++) {
    const start = starts[i];
    if (start > mapByte) {
      if (start < to) to = start;
    } else if (start + sizes[i] > from) from = Math.min(mapByte, start + sizes[i]);
  }
  const address = space.toAddress(from);
  return address === undefined ? undefined : { kind: 'hole', from: address, bytes: (to - from) as Bytes };
}
