/** Bytes written one after another. Whole numbers take as many bytes as they need. */
export class ByteWriter {
  private bytes = new Uint8Array(1 << 12);
  private view = new DataView(this.bytes.buffer);
  private at = 0;

  get length(): number {
    return this.at;
  }

  /** What was written so far; valid until the next write. */
  get written(): Uint8Array<ArrayBuffer> {
    return this.bytes.subarray(0, this.at);
  }

  /** Begins anew, in the same memory. */
  clear(): void {
    this.at = 0;
  }

  u8(value: number): void {
    this.reserve(1);
    this.bytes[this.at++] = value;
  }

  /** Four bytes, the lowest first. */
  u32(value: number): void {
    this.reserve(4);
    this.view.setUint32(this.at, value, true);
    this.at += 4;
  }

  f64(value: number): void {
    this.reserve(8);
    this.view.setFloat64(this.at, value, true);
    this.at += 8;
  }

  /** A whole number, 0 … 2^53: seven bits a byte, the lowest first. */
  varint(value: number): void {
    this.reserve(8);
    let rest = value;
    while (rest >= 128) {
      this.bytes[this.at++] = (rest & 127) | 128;
      rest = rest > 0xffff_ffff ? Math.floor(rest / 128) : rest >>> 7;
    }
    this.bytes[this.at++] = rest;
  }

  /** A whole number of either sign, −2^53 … 2^53: the sign stands beside the lowest six bits. */
  signed(value: number): void {
    const size = Math.abs(value);
    const low = (size & 63) | (value < 0 ? 64 : 0);
    if (size < 64) {
      this.u8(low);
      return;
    }
    this.u8(low | 128);
    this.varint(size > 0xffff_ffff ? Math.floor(size / 64) : size >>> 6);
  }

  raw(bytes: Uint8Array): void {
    this.reserve(bytes.length);
    this.bytes.set(bytes, this.at);
    this.at += bytes.length;
  }

  private reserve(count: number): void {
    if (this.at + count <= this.bytes.length) return;
    const wider = new Uint8Array(Math.max(this.bytes.length * 2, this.at + count));
    wider.set(this.bytes.subarray(0, this.at));
    this.bytes = wider;
    this.view = new DataView(wider.buffer);
  }
}
