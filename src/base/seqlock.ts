/**
 * A handful of numbers that one thread writes and others read as one: a version counter is odd while a write is in
 * progress, and a reader tries again when it moved. Works on plain memory too, where there is one thread.
 */
export class Seqlock {
  private readonly version: Int32Array;
  readonly slots: Float64Array;

  constructor(
    readonly buffer: ArrayBufferLike,
    slotCount: number,
  ) {
    this.version = new Int32Array(buffer, 0, 2);
    this.slots = new Float64Array(buffer, 8, slotCount);
  }

  static bytesFor(slotCount: number): number {
    return 8 + slotCount * 8;
  }

  write(change: (slots: Float64Array) => void): void {
    Atomics.add(this.version, 0, 1);
    change(this.slots);
    Atomics.add(this.version, 0, 1);
  }

  /** Copies the slots into `into`. */
  read(into: Float64Array): void {
    for (;;) {
      const before = Atomics.load(this.version, 0);
      if ((before & 1) === 0) {
        into.set(this.slots);
        if (Atomics.load(this.version, 0) === before) return;
      }
    }
  }
}
