/** Reads what a `ByteWriter` wrote. Past the end everything is 0, and `hasOverrun` tells. */
export class ByteReader {
  private at = 0;
  private readonly view: DataView;

  constructor(private readonly bytes: Uint8Array) {
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  /** More was read than there is. */
  get hasOverrun(): boolean {
    return this.at > this.bytes.length;
  }

  /** Everything was read, and no more. */
  get isAtEnd(): boolean {
    return this.at === this.bytes.length;
  }

  u8(): number {
    const value = this.at < this.bytes.length ? this.bytes[this.at] : 0;
    this.at++;
    return value;
  }

  u32(): number {
    const value = this.at + 4 <= this.bytes.length ? this.view.getUint32(this.at, true) : 0;
    this.at += 4;
    return value;
  }

  f64(): number {
    const value = this.at + 8 <= this.bytes.length ? this.view.getFloat64(this.at, true) : 0;
    this.at += 8;
    return value;
  }

  varint(): number {
    let byte = this.u8();
    let value = byte & 127;
    for (let unit = 128; byte >= 128; unit *= 128) {
      byte = this.u8();
      value += (byte & 127) * unit;
    }
    return value;
  }

  signed(): number {
    const low = this.u8();
    const size = low < 128 ? low & 63 : (low & 63) + 64 * this.varint();
    return (low & 64) === 0 ? size : -size;
  }

  /** The next `count` bytes, or as many as there are. */
  raw(count: number): Uint8Array {
    const bytes = this.bytes.subarray(this.at, this.at + count);
    this.at += count;
    return bytes;
  }
}
