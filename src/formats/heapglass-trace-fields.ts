const TAB = 0x09;
const LF = 0x0a;
const CR = 0x0d;
const SPACE = 0x20;
const MINUS = 0x2d;
const ZERO = 0x30;
const SMALL_X = 0x78;
const NO_DIGIT = 255;
/** Hexadecimal digits that are exact in 32-bit arithmetic. */
const SHORT_HEX = 7;
const SIXTEEN_TO_THE = Float64Array.from({ length: SHORT_HEX + 1 }, (_, power) => 16 ** power);
/** Decimal digits that are exact in 32-bit arithmetic. */
const SHORT_DECIMAL = 9;

const DIGIT = new Uint8Array(256).fill(NO_DIGIT);
for (let value = 0; value < 16; value++) {
  DIGIT[value.toString(16).charCodeAt(0)] = value;
  DIGIT[value.toString(16).toUpperCase().charCodeAt(0)] = value;
}

/**
 * Reads the fields of a line of a Heapglass trace. The bytes end with LF, so no read runs past them. A field that is
 * not there or not as it should be reads as a negative number or as undefined, and the line is broken.
 */
export class TraceFields {
  bytes: Uint8Array = new Uint8Array(0);
  at = 0;

  /** An unsigned number, decimal or `0x` hexadecimal, up to 2^53 − 1; −1 when there is none. */
  number(): number {
    const bytes = this.bytes;
    if (bytes[this.at] === ZERO && bytes[this.at + 1] === SMALL_X) return this.hexadecimal();
    const start = this.at;
    let at = start;
    let value = 0;
    for (let digit = bytes[at] - ZERO; digit >= 0 && digit <= 9; digit = bytes[++at] - ZERO) {
      value = at - start < SHORT_DECIMAL ? Math.imul(value, 10) + digit : value * 10 + digit;
    }
    this.at = at;
    return at > start && value <= Number.MAX_SAFE_INTEGER ? value : -1;
  }

  private hexadecimal(): number {
    const bytes = this.bytes;
    const start = this.at + 2;
    let at = start;
    while (bytes[at] === ZERO) at++;
    let head = 0;
    const headEnd = at + SHORT_HEX;
    let digit = DIGIT[bytes[at]];
    for (; digit !== NO_DIGIT && at < headEnd; digit = DIGIT[bytes[++at]]) head = (head << 4) | digit;
    let tail = 0;
    const tailStart = at;
    const tailEnd = at + SHORT_HEX;
    for (; digit !== NO_DIGIT && at < tailEnd; digit = DIGIT[bytes[++at]]) tail = (tail << 4) | digit;
    this.at = at;
    const value = head * SIXTEEN_TO_THE[at - tailStart] + tail;
    return at > start && digit === NO_DIGIT && value <= Number.MAX_SAFE_INTEGER ? value : -1;
  }

  /** A number that may begin with a minus sign; NaN when there is none. */
  signed(): number {
    const isNegative = this.bytes[this.at] === MINUS;
    if (isNegative) this.at++;
    const value = this.number();
    return value < 0 ? NaN : isNegative ? 0 - value : value;
  }

  /** Passes the one space before the next field; false when it is not there. */
  space(): boolean {
    if (this.bytes[this.at] !== SPACE) return false;
    this.at++;
    return true;
  }

  /** A number behind one space; −1 when there is none. */
  nextNumber(): number {
    return this.space() ? this.number() : -1;
  }

  isAtLineEnd(): boolean {
    const byte = this.bytes[this.at];
    return byte === LF || (byte === CR && this.bytes[this.at + 1] === LF);
  }

  /** Where the text of the line ends, without its line end. Moves there. */
  toLineEnd(): number {
    const lf = this.bytes.indexOf(LF, this.at);
    this.at = lf > this.at && this.bytes[lf - 1] === CR ? lf - 1 : lf;
    return this.at;
  }

  /** Passes the line's end: to the first byte of the next line. */
  nextLine(): void {
    let at = this.at;
    while (this.bytes[at] !== LF) at++;
    this.at = at + 1;
  }

  /** Where the word that begins here ends. Moves there. */
  toWordEnd(): number {
    while (this.bytes[this.at] > SPACE) this.at++;
    return this.at;
  }

  /** The first TAB in `[from … to)`, or `to`. */
  tabIn(from: number, to: number): number {
    let at = from;
    while (at < to && this.bytes[at] !== TAB) at++;
    return at;
  }
}
