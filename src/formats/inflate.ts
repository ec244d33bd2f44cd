import { HuffmanTable, MAX_CODE_BITS } from './huffman';

// Lengths and distances by symbol: smallest value and number of extra bits (RFC 1951 §3.2.5).
const LENGTH_BASE = Uint16Array.of(
  3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227, 258,
); // prettier-ignore
const LENGTH_EXTRA = Uint8Array.of(
  0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0,
); // prettier-ignore
const DISTANCE_BASE = Uint16Array.of(
  1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1025, 1537, 2049, 3073, 4097, 6145,
  8193, 12289, 16385, 24577,
); // prettier-ignore
const DISTANCE_EXTRA = Uint8Array.of(
  0, 0, 0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 8, 9, 9, 10, 10, 11, 11, 12, 12, 13, 13,
); // prettier-ignore
/** In which order the lengths of the code that encodes the other codes are sent. */
const CODE_LENGTH_ORDER = Uint8Array.of(16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15);

const LITERALS = 256;
const LENGTH_SYMBOLS = LENGTH_BASE.length;
const DISTANCE_SYMBOLS = DISTANCE_BASE.length;

const WINDOW = 32 * 1024;
const LONGEST_MATCH = 258;
const OUTPUT_BYTES = WINDOW + 256 * 1024;
const INPUT_BYTES = 64 * 1024;
/** Zeroes behind the input: a peek at 32 bits never leaves the buffer. */
const PADDING = 8;

type BlockState =
  | { readonly kind: 'header' }
  | { readonly kind: 'stored'; left: number }
  | { readonly kind: 'codes' }
  | { readonly kind: 'done' };

/** `short`: more input is needed. `full`: take the output first. */
export type InflateStep = 'short' | 'full' | 'done' | 'corrupt';

/**
 * Deflate (RFC 1951) with bounded steps: it stops when its output is full or its input runs short, and goes on from
 * there. What was decoded before damage stays readable, and the input position at the end is exact, so that a gzip
 * member's checksum and the next member can be found (fflate's streams offer neither).
 */
export class Inflate {
  private readonly input = new Uint8Array(INPUT_BYTES + PADDING);
  private inputEnd = 0;
  /** Position in `input`, in bits. */
  private bit = 0;
  private readonly output = new Uint8Array(OUTPUT_BYTES);
  private filled = 0;
  private given = 0;
  private state: BlockState = { kind: 'header' };
  private isLastBlock = false;
  private readonly literals = new HuffmanTable();
  private readonly distances = new HuffmanTable();
  private readonly lengths = new Uint8Array(LITERALS + 2 + LENGTH_SYMBOLS + DISTANCE_SYMBOLS + 256);

  /** Begins another stream; input that was not used stays. */
  restart(): void {
    this.state = { kind: 'header' };
    this.isLastBlock = false;
    this.filled = 0;
    this.given = 0;
  }

  /** Copies as much of `bytes` from `from` on as fits behind the unused input; how many bytes those were. */
  feed(bytes: Uint8Array, from: number): number {
    const unused = this.bit >>> 3;
    this.input.copyWithin(0, unused, this.inputEnd);
    this.inputEnd -= unused;
    this.bit &= 7;
    const count = Math.min(bytes.length - from, INPUT_BYTES - this.inputEnd);
    this.input.set(bytes.subarray(from, from + count), this.inputEnd);
    this.inputEnd += count;
    this.input.fill(0, this.inputEnd, this.inputEnd + PADDING);
    return count;
  }

  /** Bytes of input not used yet, the one that is being read included. */
  get unused(): number {
    return this.inputEnd - (this.bit >>> 3);
  }

  /** The next `count` whole bytes of input, taken off it; undefined when so many are not there. */
  takeBytes(count: number): Uint8Array | undefined {
    const from = (this.bit + 7) >>> 3;
    if (from + count > this.inputEnd) return undefined;
    this.bit = (from + count) * 8;
    return this.input.subarray(from, from + count);
  }

  /** The next whole byte of input, left where it is. */
  peekByte(): number | undefined {
    const at = (this.bit + 7) >>> 3;
    return at < this.inputEnd ? this.input[at] : undefined;
  }

  /** What was decoded since the last call, valid until the next step. */
  takeOutput(): Uint8Array {
    const piece = this.output.subarray(this.given, this.filled);
    this.given = this.filled;
    return piece;
  }

  step(): InflateStep {
    for (;;) {
      if (this.filled > OUTPUT_BYTES - LONGEST_MATCH) {
        if (this.given < this.filled) return 'full';
        this.output.copyWithin(0, this.filled - WINDOW, this.filled);
        this.filled = this.given = WINDOW;
      }
      const before = this.bit;
      const outcome = this.advance();
      if (this.bit > this.inputEnd * 8) {
        this.bit = before;
        return 'short';
      }
      if (outcome !== undefined) return outcome;
    }
  }

  /** Goes on in the current block; undefined when there is more to do. A `bit` past the input means: undone, short. */
  private advance(): InflateStep | undefined {
    switch (this.state.kind) {
      case 'header':
        return this.readBlockHeader();
      case 'stored':
        return this.copyStored(this.state);
      case 'codes':
        return this.decodeSymbols();
      case 'done':
        return 'done';
    }
  }

  private readBlockHeader(): InflateStep | undefined {
    const isLast = this.take(1) === 1;
    const type = this.take(2);
    let next: BlockState = { kind: 'codes' };
    if (type === 0) {
      this.bit = (this.bit + 7) & ~7;
      const left = this.take(16);
      const check = this.take(16);
      if (this.isShort()) return 'short';
      if ((left ^ check) !== 0xffff) return 'corrupt';
      next = { kind: 'stored', left };
    } else if (type === 1) {
      if (this.isShort()) return 'short';
      this.buildFixedCodes();
    } else if (type === 2) {
      const isSound = this.readCodes();
      if (this.isShort()) return 'short';
      if (!isSound) return 'corrupt';
    } else {
      return this.isShort() ? 'short' : 'corrupt';
    }
    this.isLastBlock = isLast;
    this.state = next;
    return undefined;
  }

  private copyStored(block: { left: number }): InflateStep | undefined {
    const from = this.bit >>> 3;
    const count = Math.min(block.left, this.inputEnd - from, OUTPUT_BYTES - this.filled);
    this.output.set(this.input.subarray(from, from + count), this.filled);
    this.filled += count;
    this.bit += count * 8;
    block.left -= count;
    if (block.left === 0) return this.endBlock();
    return count === 0 ? 'short' : undefined;
  }

  private endBlock(): InflateStep | undefined {
    this.state = this.isLastBlock ? { kind: 'done' } : { kind: 'header' };
    return undefined;
  }

  /** Decodes until the block ends, the output is full or the input runs short (then from the last whole symbol). */
  private decodeSymbols(): InflateStep | undefined {
    const { input, output, literals, distances } = this;
    const bitsEnd = this.inputEnd * 8;
    let bit = this.bit;
    let filled = this.filled;
    let outcome: InflateStep | undefined;
    while (filled <= OUTPUT_BYTES - LONGEST_MATCH) {
      let at = bit >>> 3;
      let bits = (input[at] | (input[at + 1] << 8) | (input[at + 2] << 16) | (input[at + 3] << 24)) >>> (bit & 7);
      const entry = literals.entry(bits);
      let next = bit + (entry & 15);
      if (next > bitsEnd) {
        outcome = 'short';
        break;
      }
      const symbol = entry >>> 4;
      if (entry === 0) {
        outcome = bitsEnd - bit < MAX_CODE_BITS ? 'short' : 'corrupt';
        break;
      }
      if (symbol < LITERALS) {
        output[filled++] = symbol;
        bit = next;
        continue;
      }
      if (symbol === LITERALS) {
        bit = next;
        outcome = this.endBlock();
        break;
      }
      const lengthSymbol = symbol - LITERALS - 1;
      if (lengthSymbol >= LENGTH_SYMBOLS) {
        outcome = 'corrupt';
        break;
      }
      const lengthExtra = LENGTH_EXTRA[lengthSymbol];
      const length = LENGTH_BASE[lengthSymbol] + ((bits >>> (entry & 15)) & ((1 << lengthExtra) - 1));
      next += lengthExtra;
      at = next >>> 3;
      bits = (input[at] | (input[at + 1] << 8) | (input[at + 2] << 16) | (input[at + 3] << 24)) >>> (next & 7);
      const distanceEntry = distances.entry(bits);
      next += distanceEntry & 15;
      const distanceSymbol = distanceEntry >>> 4;
      const distanceExtra = DISTANCE_EXTRA[distanceSymbol];
      at = next >>> 3;
      bits = (input[at] | (input[at + 1] << 8) | (input[at + 2] << 16)) >>> (next & 7);
      const distance = DISTANCE_BASE[distanceSymbol] + (bits & ((1 << distanceExtra) - 1));
      next += distanceExtra;
      if (next > bitsEnd || (distanceEntry === 0 && bitsEnd - bit < 48)) {
        outcome = 'short';
        break;
      }
      if (distanceEntry === 0 || distanceSymbol >= DISTANCE_SYMBOLS || distance > filled) {
        outcome = 'corrupt';
        break;
      }
      for (let end = filled + length; filled < end; filled++) output[filled] = output[filled - distance];
      bit = next;
    }
    this.bit = bit;
    this.filled = filled;
    return outcome;
  }

  private buildFixedCodes(): void {
    const { lengths } = this;
    lengths.fill(8, 0, 144).fill(9, 144, 256).fill(7, 256, 280).fill(8, 280, 288);
    this.literals.build(lengths, 0, 288);
    lengths.fill(5, 0, DISTANCE_SYMBOLS);
    this.distances.build(lengths, 0, DISTANCE_SYMBOLS);
  }

  /** Reads the two codes of a dynamic block. False when they make no sense. */
  private readCodes(): boolean {
    const literalCount = this.take(5) + 257;
    const distanceCount = this.take(5) + 1;
    const orderCount = this.take(4) + 4;
    const { lengths } = this;
    lengths.fill(0, 0, 19);
    for (let i = 0; i < orderCount; i++) lengths[CODE_LENGTH_ORDER[i]] = this.take(3);
    if (!this.literals.build(lengths, 0, 19)) return false;
    const total = literalCount + distanceCount;
    for (let i = 0; i < total && !this.isShort();) {
      const entry = this.literals.entry(this.peek());
      if (entry === 0) return this.runShort();
      this.bit += entry & 15;
      const symbol = entry >>> 4;
      if (symbol < 16) {
        lengths[i++] = symbol;
        continue;
      }
      if (symbol === 16 && i === 0) return false;
      const repeat = symbol === 16 ? 3 + this.take(2) : symbol === 17 ? 3 + this.take(3) : 11 + this.take(7);
      if (i + repeat > total) return false;
      lengths.fill(symbol === 16 ? lengths[i - 1] : 0, i, i + repeat);
      i += repeat;
    }
    const hasEnd = lengths[LITERALS] > 0;
    return (
      hasEnd &&
      this.literals.build(lengths, 0, literalCount) &&
      this.distances.build(lengths, literalCount, literalCount + distanceCount)
    );
  }

  private isShort(): boolean {
    return this.bit > this.inputEnd * 8;
  }

  /** No code begins with the next bits: bad input, unless some of these bits are still to come. */
  private runShort(): false {
    if (this.inputEnd * 8 - this.bit < MAX_CODE_BITS) this.bit = this.inputEnd * 8 + 1;
    return false;
  }

  /** At least the next 25 bits; zeroes past the end. */
  private peek(): number {
    const at = Math.min(this.bit >>> 3, this.inputEnd);
    const { input } = this;
    return (input[at] | (input[at + 1] << 8) | (input[at + 2] << 16) | (input[at + 3] << 24)) >>> (this.bit & 7);
  }

  private take(count: number): number {
    const value = this.peek() & ((1 << count) - 1);
    this.bit += count;
    return value;
  }
}
