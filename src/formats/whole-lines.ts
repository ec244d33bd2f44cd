const LF = 10;
/** A longer line is no record of any text format. */
export const LONGEST_LINE = 1 << 20;
const LARGEST_PART = LONGEST_LINE / 2;

/** What takes a text's lines. Offsets count bytes from the text's begin. */
export interface LineSink {
  /** `bytes[from … to)` are whole lines, the last LF included; `bytes[from]` stands at `offset`. */
  lines(bytes: Uint8Array, from: number, to: number, offset: number): void;
  /** A line of more than {@link LONGEST_LINE} bytes was left out; it began at `offset` with the first two bytes of `head`. */
  overlongLine(offset: number, head: Uint8Array): void;
}

/**
 * Cuts a text that comes in chunks into stretches of whole lines, without a copy but for the one line that lies across
 * two chunks.
 */
export class WholeLines {
  private carry = new Uint8Array(4096);
  private carried = 0;
  private isOverlong = false;
  /** Bytes of the text up to the chunk that comes next. */
  private passed = 0;

  constructor(private readonly sink: LineSink) {}

  /** Takes the text's next bytes, in parts, so that an overlong line crosses parts and is met in any chunking. */
  push(chunk: Uint8Array): void {
    for (let from = 0; from < chunk.length; from += LARGEST_PART) {
      this.pushPart(chunk.subarray(from, from + LARGEST_PART));
    }
  }

  private pushPart(chunk: Uint8Array): void {
    const from = this.carried === 0 && !this.isOverlong ? 0 : this.completeLine(chunk);
    const to = chunk.lastIndexOf(LF) + 1;
    if (to > from) this.sink.lines(chunk, from, to, this.passed + from);
    this.keep(chunk.subarray(Math.max(from, to)));
    this.passed += chunk.length;
  }

  /** Bytes of the last line, if the text ended without a LF behind it. */
  get unfinished(): number {
    return this.carried;
  }

  /** These bytes; none of a line that is too long. */
  get rest(): Uint8Array {
    return this.isOverlong ? this.carry.subarray(0, 0) : this.carry.subarray(0, this.carried);
  }

  /** Ends the carried line with the begin of `chunk`; where the next line begins. */
  private completeLine(chunk: Uint8Array): number {
    const end = chunk.indexOf(LF) + 1;
    if (end === 0) return 0;
    const start = this.passed - this.carried;
    this.keep(chunk.subarray(0, end));
    if (this.isOverlong) this.sink.overlongLine(start, this.carry);
    else this.sink.lines(this.carry, 0, this.carried, start);
    this.isOverlong = false;
    this.carried = 0;
    return end;
  }

  private keep(bytes: Uint8Array): void {
    const length = this.carried + bytes.length;
    if (length > LONGEST_LINE) {
      this.isOverlong = true;
      if (this.carried < 2) this.carry.set(bytes.subarray(0, 2 - this.carried), this.carried);
    } else {
      if (length > this.carry.length) {
        const wider = new Uint8Array(2 ** Math.ceil(Math.log2(length)));
        wider.set(this.carry.subarray(0, this.carried));
        this.carry = wider;
      }
      this.carry.set(bytes, this.carried);
    }
    this.carried = length;
  }
}
