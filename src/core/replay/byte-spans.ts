import { ByteState } from '../heap/accessibility';
import type { AllocatorStack } from '../layers/configuration';
import { BYTE_STATE_NAMES, type ByteStateName } from '../tables/byte-states';
import type { Bytes } from '../tables/indices';

/** Stretches of the heap's bytes by what they are, in order of address; what lies between them is free. */
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

  private firstEndingAfter(address: number): number {
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

/**
 * What the heap's bytes from `from` up to `to` are: the engine says which are its own and which are free, the shadow
 * says of used blocks whose each byte is. What a block takes beyond that is slack. Without a shadow a block is
 * addressable as far as it is usable.
 */
export function byteSpans({ engine, shadow }: AllocatorStack, from: number, to: number): ByteSpans {
  const spans = new ByteSpans();
  const add = (start: number, end: number, state: ByteState): void => {
    if (end > from && start < to && end > start) spans.add(Math.max(from, start), Math.min(to, end), state);
  };
  const addOwned = (start: number, end: number, state: ByteState): void => {
    add(start, end, state === ByteState.Unallocated ? ByteState.Slack : state);
  };
  // What lies before the first block are the engine's own tables.
  let covered = 0;
  engine.walk((payload, usableBytes, isFree) => {
    const body = payload * 4;
    add(covered, body - engine.headerBytes, ByteState.Header);
    covered = body + usableBytes;
    if (isFree || body - engine.headerBytes >= to || body + usableBytes <= from) return;
    add(body - engine.headerBytes, body, ByteState.Header);
    if (shadow === undefined) add(body, body + usableBytes, ByteState.Addressable);
    else shadow.forEachRun(Math.max(from, body), Math.min(to, body + usableBytes), addOwned);
  });
  add(covered, engine.stats().footprint, ByteState.Header);
  return spans;
}
