import type { Engine } from '../engines/engine';
import { ByteState } from '../heap/accessibility';
import type { AllocatorStack } from '../layers/configuration';
import { BYTE_STATE_NAMES, type ByteStateName } from '../tables/byte-states';
import type { Bytes } from '../tables/indices';
import type { MappedRegions } from './mapped-regions';

/** Stretches of the simulated address space by what their bytes are, in order of address; between them it is free. */
export class ByteSpans {
  count = 0;
  starts = new Float64Array(256);
  /** One past the last byte. */
  ends = new Float64Array(256);
  states = new Uint8Array(256);

  /** Goes on where the last one ended if it is in the same state. `state`: index in `BYTE_STATE_NAMES`. */
  add(from: number, to: number, state: number): void {
    const last = this.count - 1;
    if (last >= 0 && this.ends[last] === from && this.states[last] === state) {
      this.ends[last] = to;
      return;
    }
    if (this.count === this.starts.length) this.grow();
    this.starts[this.count] = from;
    this.ends[this.count] = to;
    this.states[this.count++] = state;
  }

  private grow(): void {
    const { starts, ends, states } = this;
    this.starts = new Float64Array(2 * starts.length);
    this.ends = new Float64Array(2 * ends.length);
    this.states = new Uint8Array(2 * states.length);
    this.starts.set(starts);
    this.ends.set(ends);
    this.states.set(states);
  }

  /** What the byte at `address` is. */
  stateAt(address: number): ByteStateName {
    const index = this.firstEndingAfter(address);
    const isIn = index < this.count && this.starts[index] <= address;
    return BYTE_STATE_NAMES[isIn ? this.states[index] : ByteState.Unallocated];
  }

  /** How many of the bytes from `from` up to `to` are in each state. */
  bytesIn(from: number, to: number): Record<ByteStateName, Bytes> {
    const sums = BYTE_STATE_NAMES.map(() => 0);
    sums[ByteState.Unallocated] = to - from;
    for (let index = this.firstEndingAfter(from); index < this.count && this.starts[index] < to; index++) {
      const bytes = Math.min(to, this.ends[index]) - Math.max(from, this.starts[index]);
      sums[this.states[index]] += bytes;
      sums[ByteState.Unallocated] -= bytes;
    }
    const [unallocated, addressable, header, slack, guard, freed] = sums as Bytes[];
    return { unallocated, addressable, header, slack, guard, freed };
  }

  /** Index of the first stretch that goes on beyond `address`; {@link count} where none does. */
  firstEndingAfter(address: number): number {
    let low = 0;
    let high = this.count;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.ends[middle] <= address) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

/** Blocks looked at in a step: about a millisecond, where each has pages of its own. */
const BLOCKS_AT_A_TIME = 1 << 9;

/**
 * What each of the heap's bytes is: the engine says which are its own and which are free, the shadow
 * says of used blocks whose each byte is. What a block takes beyond that is slack. Without a shadow a block is
 * addressable as far as it is usable. Above the heap lie the regions of `mmap` blocks, whose last page is slack beyond
 * what was asked for. In steps, between which the heap must stay as it is.
 */
export function* byteSpans({ engine, shadow }: AllocatorStack, regions: MappedRegions): Generator<void, ByteSpans> {
  const spans = new ByteSpans();
  const add = (start: number, end: number, state: ByteState): void => {
    if (end > start) spans.add(start, end, state);
  };
  const addOwned = (start: number, end: number, state: ByteState): void => {
    add(start, end, state === ByteState.Unallocated ? ByteState.Slack : state);
  };
  const { first, blocks, usable } = usedBlocks(engine);
  // What lies before the first block are the engine's own tables.
  add(0, first, ByteState.Header);
  for (let index = 0; index < blocks.length; index++) {
    const body = blocks[index] * 4;
    const end = body + usable[index];
    add(body - engine.headerBytes, body, ByteState.Header);
    if (shadow === undefined) add(body, end, ByteState.Addressable);
    else shadow.forEachRun(body, end, addOwned);
    if (index % BLOCKS_AT_A_TIME === 0) yield;
  }
  regions.forEach((start, bytes, mappedBytes) => {
    add(start, start + bytes, ByteState.Addressable);
    add(start + bytes, start + mappedBytes, ByteState.Slack);
  });
  return spans;
}

interface UsedBlocks {
  /** Where the first block begins, in use or free; the footprint where there is none. Bytes. */
  readonly first: number;
  /** First words of the payloads, in order of address. */
  readonly blocks: Uint32Array;
  /** Bytes. */
  readonly usable: Float64Array;
}

function usedBlocks(engine: Engine): UsedBlocks {
  const blocks = new Uint32Array(engine.usedBlocks);
  const usable = new Float64Array(engine.usedBlocks);
  let first: number = engine.stats().footprint;
  let count = 0;
  engine.walk((payload, usableBytes, isFree) => {
    first = Math.min(first, payload * 4 - engine.headerBytes);
    if (isFree) return;
    blocks[count] = payload;
    usable[count++] = usableBytes;
  });
  return { first, blocks, usable };
}
