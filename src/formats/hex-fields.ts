const SPACE = 0x20;
/** In {@link HEX_DIGIT}: not a digit. */
export const NO_DIGIT = 255;

/** Value of a byte as a lower-case hexadecimal digit, or {@link NO_DIGIT}. */
export const HEX_DIGIT = new Uint8Array(256).fill(NO_DIGIT);
for (let digit = 0; digit < 16; digit++) HEX_DIGIT[digit.toString(16).charCodeAt(0)] = digit;

/** A line's fields, one after another: lower-case hexadecimal numbers and words, with one space between them. */
export class HexFields {
  bytes: Uint8Array = new Uint8Array(0);
  at = 0;
  end = 0;

  /** Reads `bytes[at … end)`, a line's fields behind its letter and space. */
  reset(bytes: Uint8Array, at: number, end: number): void {
    this.bytes = bytes;
    this.at = at;
    this.end = end;
  }

  get isDone(): boolean {
    return this.at >= this.end;
  }

  /** The next field as a number up to 2^53 − 1; −1 when there is none or it is not one. */
  number(): number {
    const { bytes, end } = this;
    let at = this.at;
    let value = 0;
    while (at < end) {
      const digit = HEX_DIGIT[bytes[at]];
      if (digit === NO_DIGIT) break;
      value = value * 16 + digit;
      at++;
    }
    if (at === this.at || value > Number.MAX_SAFE_INTEGER || (at < end && bytes[at] !== SPACE)) return -1;
    this.at = at + 1;
    return value;
  }

  /** The next field as an address; 0 when it is above 2^53 − 1, as where a stack was unwound wrongly. −1: no number. */
  address(): number {
    const { at } = this;
    const value = this.number();
    if (value >= 0) return value;
    const end = this.skipWord();
    for (let i = at; i < end; i++) if (HEX_DIGIT[this.bytes[i]] === NO_DIGIT) return -1;
    return end > at ? 0 : -1;
  }

  /** Skips the next word; where it ends. */
  skipWord(): number {
    const space = this.bytes.indexOf(SPACE, this.at);
    const end = space < 0 || space > this.end ? this.end : space;
    this.at = end + 1;
    return end;
  }
}
