import type { ScanSink } from './scanned-text';

// What a scanner found, as words that can go to another thread. A segment is its kind and length, its offset in the text
// (low and high word), and its content: packed records, or the bytes of a line.
const PLAIN = 0;
const LINE = 1;
const OVERLONG = 2;
const CUT = 3;
const HEAD_WORDS = 3;
const TWO_32 = 2 ** 32;

/** Writes into blocks of memory; calls `filled` with each that has no room for what comes next. */
export class ScanWriter implements ScanSink {
  private words = new Uint32Array(0);
  private used = 0;

  constructor(
    /** Gives memory for at least so many words. */
    private readonly newBlock: (words: number) => Uint32Array<ArrayBuffer>,
    private readonly filled: (block: Uint32Array<ArrayBuffer>, words: number) => void,
  ) {}

  /** Hands on what was written so far. */
  flush(): void {
    if (this.used > 0) this.filled(this.words, this.used);
    this.words = new Uint32Array(0);
    this.used = 0;
  }

  plain(words: Uint32Array, from: number, to: number, offset: number): void {
    const at = this.segment(PLAIN, to - from, offset, to - from);
    this.words.set(words.subarray(from, to), at);
  }

  line(bytes: Uint8Array, from: number, to: number, offset: number): void {
    const at = this.segment(LINE, to - from, offset, wordsOf(to - from));
    new Uint8Array(this.words.buffer, at * 4).set(bytes.subarray(from, to));
  }

  overlong(offset: number): void {
    this.segment(OVERLONG, 0, offset, 0);
  }

  cut(unfinished: number, textBytes: number): void {
    this.segment(CUT, unfinished, textBytes, 0);
  }

  /** Where the segment's content of `words` words goes. */
  private segment(kind: number, length: number, offset: number, words: number): number {
    if (this.used + HEAD_WORDS + words > this.words.length) {
      this.flush();
      this.words = this.newBlock(HEAD_WORDS + words);
    }
    const at = this.used;
    this.words[at] = length * 4 + kind;
    this.words[at + 1] = offset % TWO_32;
    this.words[at + 2] = Math.floor(offset / TWO_32);
    this.used = at + HEAD_WORDS + words;
    return at + HEAD_WORDS;
  }
}

/** Hands what {@link ScanWriter} wrote into `words` to `sink`. */
export function readScanned(words: Uint32Array, sink: ScanSink): void {
  const bytes = new Uint8Array(words.buffer, words.byteOffset, words.byteLength);
  for (let at = 0; at < words.length;) {
    const length = words[at] >>> 2;
    const kind = words[at] & 3;
    const offset = words[at + 1] + words[at + 2] * TWO_32;
    at += HEAD_WORDS;
    if (kind === PLAIN) {
      sink.plain(words, at, at + length, offset);
      at += length;
    } else if (kind === LINE) {
      sink.line(bytes, at * 4, at * 4 + length, offset);
      at += wordsOf(length);
    } else if (kind === OVERLONG) sink.overlong(offset);
    else sink.cut(length, offset);
  }
}

function wordsOf(bytes: number): number {
  return (bytes + 3) >>> 2;
}
