import type { HeapMemory } from '../heap/heap-memory';

/** Bytes of layers that the replayed program wrote over, with what they held at a checkpoint: address, value, … */
export type WrittenState = readonly number[];

/**
 * Writes of the program that hit a layer's own bytes. A trace does not say what was written, only where, so a byte gets
 * a value that no layer left there; payload stays zero.
 */
export class WrittenBytes {
  private readonly addresses = new Set<number>();

  constructor(private readonly memory: HeapMemory) {}

  write(address: number): void {
    const { bytes } = this.memory;
    bytes[address] = bytes[address] === 0x5a ? 0xa5 : 0x5a;
    this.addresses.add(address);
  }

  save(): WrittenState {
    return [...this.addresses].flatMap((address) => [address, this.memory.bytes[address]]);
  }

  /** After the layers wrote their bytes anew. */
  restore(state: WrittenState): void {
    this.addresses.clear();
    for (let at = 0; at < state.length; at += 2) {
      this.addresses.add(state[at]);
      this.memory.bytes[state[at]] = state[at + 1];
    }
  }
}
