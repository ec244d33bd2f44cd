import type { HeapWord } from '../heap/heap-memory';

/** Released blocks, the oldest first: a ring that grows. */
export class Quarantine {
  private ring = new Uint32Array(16);
  private first = 0;
  private count = 0;

  get length(): number {
    return this.count;
  }

  push(block: HeapWord): void {
    if (this.count === this.ring.length) this.grow();
    this.ring[(this.first + this.count++) % this.ring.length] = block;
  }

  /** Takes out the oldest; there is one. */
  shift(): HeapWord {
    const block = this.ring[this.first];
    this.first = (this.first + 1) % this.ring.length;
    this.count--;
    return block as HeapWord;
  }

  /** The `index`th, counted from the oldest. */
  at(index: number): HeapWord {
    return this.ring[(this.first + index) % this.ring.length] as HeapWord;
  }

  clear(): void {
    this.first = 0;
    this.count = 0;
  }

  private grow(): void {
    const wider = new Uint32Array(this.ring.length * 2);
    for (let index = 0; index < this.count; index++) wider[index] = this.at(index);
    this.ring = wider;
    this.first = 0;
  }
}
