import { AddressIndex } from '../pairing/address-index';
import { EventKind } from '../tables/events';
import { NONE, type Address, type BlockRow, type DomainId, type EventIndex } from '../tables/indices';
import type { Trace } from '../tables/trace';

/** An access that meets no block is taken for one that missed a block by fewer bytes than this. */
const REACH = 4096;
/** Between neighbours a C library leaves so many bytes for its own words and for alignment. */
const GAP = 16;

/** An access at whose first byte nothing is live. */
interface Stray {
  readonly access: number;
  readonly event: EventIndex;
  readonly address: Address;
}

/**
 * Which block each recorded read or write meant, so that it can be made on that block wherever a replay put it. The
 * live block at its first byte; otherwise the last block that was released there, unless a live one came beside the
 * place since; otherwise the nearest block, live ones first, within {@link REACH}. Only blocks with a place of their own count: what lies in them is theirs.
 */
export class AccessTargets {
  /** By row of `accesses`; 0 = none is near. */
  private readonly block: Uint32Array;

  constructor(private readonly trace: Trace) {
    this.block = new Uint32Array(trace.accesses.length);
    const strays = this.walk();
    if (strays.length > 0) this.settle(strays);
  }

  /** The block that access `row` meant; 0 = none is known. */
  of(row: number): BlockRow {
    return this.block[row] as BlockRow;
  }

  /** Finds the live block of every access; the strays, in order of address. */
  private walk(): Stray[] {
    const { events, blocks, silentEnds, accesses } = this.trace;
    const live = new LiveBlocks(this.trace);
    const strays: Stray[] = [];
    let silent = 0;
    for (let event = 0 as EventIndex; event < events.length; event++) {
      while (silent < silentEnds.length && silentEnds.event.get(silent) === event) {
        live.end(silentEnds.block.get(silent++));
      }
      const operand = events.operand.get(event);
      switch (events.kind.get(event)) {
        case EventKind.Reallocate:
          live.end(blocks.previous.get(operand as BlockRow));
          live.begin(operand as BlockRow);
          break;
        case EventKind.Allocate:
        case EventKind.ReallocateNothing:
          live.begin(operand as BlockRow);
          break;
        case EventKind.Free:
        case EventKind.ReallocateToNothing:
          live.end(operand as BlockRow);
          break;
        case EventKind.Read:
        case EventKind.Write: {
          const address = accesses.address.get(operand);
          this.block[operand] = live.at(address);
          if (this.block[operand] === NONE) strays.push({ access: operand, event, address });
          break;
        }
        default:
      }
    }
    return strays.sort((a, b) => a.address - b.address);
  }

  /** Gives every stray its block: one pass over the blocks, each of which looks up the strays near it. */
  private settle(strays: readonly Stray[]): void {
    const { blocks } = this.trace;
    const nearest = new Uint32Array(strays.length);
    const distances = new Float64Array(strays.length).fill(Infinity);
    const released = new Uint32Array(strays.length);
    for (let row = 1 as BlockRow; row < blocks.length; row++) {
      if (!hasPlace(this.trace, row)) continue;
      const start = blocks.address.get(row);
      const end = start + this.trace.sizeOf(row);
      for (let index = firstFrom(strays, start - REACH); index < strays.length; index++) {
        const { address, event } = strays[index];
        if (address >= end + REACH) break;
        if (blocks.birth.get(row) > event) continue;
        const isLive = blocks.death.get(row) > event;
        if (!isLive && address >= start && address < end) {
          released[index] = this.laterReleased(released[index] as BlockRow, row);
          continue;
        }
        const distance = (address < start ? start - address : address - end + 1) + (isLive ? 0 : REACH);
        if (distance > distances[index]) continue;
        distances[index] = distance;
        nearest[index] = row;
      }
    }
    strays.forEach(({ access }, index) => {
      const near = nearest[index] as BlockRow;
      const gone = released[index] as BlockRow;
      this.block[access] = gone === NONE || this.isBeside(near, distances[index], gone) ? near : gone;
    });
  }

  private laterReleased(a: BlockRow, b: BlockRow): BlockRow {
    const { death } = this.trace.blocks;
    return a !== NONE && death.get(a) > death.get(b) ? a : b;
  }

  /** Whether a live block beside the address came after `gone` went: its memory was laid out anew, and is not meant. */
  private isBeside(near: BlockRow, distance: number, gone: BlockRow): boolean {
    const { birth, death } = this.trace.blocks;
    return distance <= GAP && birth.get(near) > death.get(gone);
  }
}

/** Blocks with a place of their own that are live, by address. */
class LiveBlocks {
  private readonly index = new AddressIndex();

  constructor(private readonly trace: Trace) {}

  begin(row: BlockRow): void {
    if (!hasPlace(this.trace, row)) return;
    this.index.insert(this.trace.blocks.address.get(row), this.trace.sizeOf(row), row);
  }

  end(row: BlockRow): void {
    if (row !== NONE && hasPlace(this.trace, row)) this.index.remove(this.trace.blocks.address.get(row), row);
  }

  at(address: Address): BlockRow {
    return this.index.containing(address, 1);
  }
}

function hasPlace({ blocks, sites, domains }: Trace, row: BlockRow): boolean {
  const domain: DomainId = sites.domain.get(blocks.site.get(row));
  return domains.backing.get(domain) === NONE;
}

/** Index of the first stray at or beyond `address`. */
function firstFrom(strays: readonly Stray[], address: number): number {
  let low = 0;
  let high = strays.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (strays[middle].address < address) low = middle + 1;
    else high = middle;
  }
  return low;
}
