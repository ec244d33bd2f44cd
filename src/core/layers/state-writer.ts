/** A layer's state as a row of LEB128 numbers below 2^53, with the state of the layer below in front. */
export class StateWriter {
  private bytes: Uint8Array;
  private at = 0;

  /** @param below the state of the layer below */
  constructor(below: Uint8Array) {
    this.bytes = new Uint8Array(below.length + 1024);
    this.put(below.length);
    this.bytes.set(below, this.at);
    this.at += below.length;
  }

  put(value: number): void {
    if (this.at + 8 > this.bytes.length) this.grow();
    while (value > 0x7f) {
      this.bytes[this.at++] = (value % 0x80) | 0x80;
      value = Math.floor(value / 0x80);
    }
    this.bytes[this.at++] = value;
  }

  finish(): Uint8Array {
    return this.bytes.slice(0, this.at);
  }

  private grow(): void {
    const wider = new Uint8Array(this.bytes.length * 2);
    wider.set(this.bytes);
    this.bytes = wider;
  }
}

/** Reads what {@link StateWriter} wrote. */
export class StateReader {
  /** The state of the layer below. */
  readonly below: Uint8Array;
  private at = 0;

  constructor(private readonly bytes: Uint8Array) {
    const length = this.next();
    this.below = bytes.subarray(this.at, this.at + length);
    this.at += length;
  }

  next(): number {
    let value = 0;
    for (let scale = 1; ; scale *= 0x80) {
      const byte = this.bytes[this.at++];
      value += (byte & 0x7f) * scale;
      if (byte < 0x80) return value;
    }
  }
}
