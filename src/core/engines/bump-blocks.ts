import { assert } from '../../base/assert';

/** Where blocks of an arena begin, in order of address, and which of them are freed. A block ends where the next begins. */
export class BumpBlocks {
  count = 0;
  /** Blocks that are not freed. */
  used = 0;
  private begins = new Uint32Array(1 << 10);
  private freed = new Uint8Array(1 << 10);

  /** A block at word `begin`, beyond all others. */
  add(begin: number): void {
    this.append(begin, 0);
    this.used++;
  }

  /** Words from `begin` on that no block has: they count as a freed one. */
  addGap(begin: number): void {
    this.append(begin, 1);
  }

  private append(begin: number, freed: 0 | 1): void {
    if (this.count === this.begins.length) {
      const begins = new Uint32Array(2 * this.count);
      const flags = new Uint8Array(2 * this.count);
      begins.set(this.begins);
      flags.set(this.freed);
      this.begins = begins;
      this.freed = flags;
    }
    this.begins[this.count] = begin;
    this.freed[this.count++] = freed;
  }

  at(index: number): number {
    return this.begins[index];
  }

  isFree(index: number): boolean {
    return this.freed[index] === 1;
  }

  markFree(index: number): void {
    assert(this.freed[index] === 0, 'the engine was asked to free a free block');
    this.freed[index] = 1;
    this.used--;
  }

  /** The block that begins at word `begin`. */
  indexOf(begin: number): number {
    let low = 0;
    let high = this.count;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.begins[middle] < begin) low = middle + 1;
      else high = middle;
    }
    assert(low < this.count && this.begins[low] === begin, 'the engine was asked about a word where no block begins');
    return low;
  }

  clear(): void {
    this.count = 0;
    this.used = 0;
  }
}
