import type { ByteSpans } from '../replay/byte-spans';
import type { ByteStateName } from '../tables/byte-states';
import { NONE, type Address, type BlockRow, type Bytes } from '../tables/indices';
import { lastAtMost, type AddressSpace } from './address-space';
import type { MapBlocks } from './map-blocks';

/** A page of the simulated address space, and what the byte under the pointer is. */
export interface PagePick {
  readonly kind: 'page';
  /** Counted from 0. */
  readonly page: number;
  readonly address: Address;
  readonly state: ByteStateName;
  /** Bytes of the page by what they are. */
  readonly bytes: Readonly<Record<ByteStateName, Bytes>>;
  /** The live block that the byte belongs to; 0: none. */
  readonly block: BlockRow;
}

/** The page that map byte `at` lies in; undefined in a fold and outside the map. */
export function pickPage(
  { spans, pageBytes }: PagesOfHeap,
  blocks: MapBlocks,
  space: AddressSpace,
  at: number,
): PagePick | undefined {
  const address = space.toAddress(at);
  if (address === undefined) return undefined;
  const page = Math.floor(address / pageBytes);
  // The heap may end within a page.
  const end = space.ends[lastAtMost(space.starts, address)];
  return {
    kind: 'page',
    page,
    address,
    state: spans.stateAt(address),
    bytes: spans.bytesIn(page * pageBytes, Math.min(end, (page + 1) * pageBytes)),
    block: blockAt(blocks, at),
  };
}

/** What every byte of the simulated address space is, to be drawn page by page. */
export interface PagesOfHeap {
  readonly spans: ByteSpans;
  readonly pageBytes: number;
}

/** The innermost block over a map byte. */
function blockAt({ count, starts, sizes, rows, holders }: MapBlocks, at: number): BlockRow {
  let found = NONE;
  for (let i = 0; i < count; i++) {
    if (starts[i] > at || at >= starts[i] + sizes[i]) continue;
    if (found === NONE || holders[i] >= 0) found = rows[i];
  }
  return found as BlockRow;
}
