import { FREE, NO_EVENT } from '../core/pairing/kind-log';
import { HEX_DIGIT, NO_DIGIT } from './hex-fields';
import type { ScanSink, TextScanner } from './scanned-text';
import { WholeLines, type LineSink } from './whole-lines';

const LF = 10;
const SPACE = 0x20;
const ZERO = 0x30;
/** So many digits, moved to make room for the tag, fit a small integer. */
const SHORT_NUMBER = 7;
/** Records are handed on in runs of so many words at most. */
const RUN_WORDS = 1 << 12;

/**
 * The plain records of interpreted files as words: the first number × 4 + a tag, and the second number if the record has
 * two. Events are packed as pairing takes them.
 */
export const Packed = { ALLOCATION: 0, FREE, STACK: NO_EVENT, KIND: NO_EVENT + 1, TAG: 3 } as const;
const LETTERS = '+-ta';
const NOT_PLAIN = 255;

/** By letter: the tag of its record. */
const TAGS = new Uint8Array(256).fill(NOT_PLAIN);
for (let tag = 0; tag < LETTERS.length; tag++) TAGS[LETTERS.charCodeAt(tag)] = tag;

/** Whether a record that begins with this word has two. */
export function hasTwoNumbers(word: number): boolean {
  return (word & Packed.TAG) >= Packed.STACK;
}

/** The lines that `words[from … to)` were packed from. */
export function plainText(words: Uint32Array, from: number, to: number): string {
  let text = '';
  for (let at = from; at < to; at++) {
    const word = words[at];
    text += `${LETTERS[word & Packed.TAG]} ${(word >>> 2).toString(16)}`;
    if (hasTwoNumbers(word)) text += ` ${words[++at].toString(16)}`;
    text += '\n';
  }
  return text;
}

/**
 * Scans interpreted heaptrack files. Nearly every line is an event, a stack or a kind, of short numbers without leading
 * zeroes: those are plain.
 */
export class HeaptrackScanner implements TextScanner, LineSink {
  private readonly text = new WholeLines(this);
  private readonly words = new Uint32Array(RUN_WORDS);
  private count = 0;
  private textBytes = 0;

  constructor(private readonly sink: ScanSink) {}

  push(chunk: Uint8Array): void {
    this.text.push(chunk);
    this.textBytes += chunk.length;
  }

  end(): void {
    if (this.text.unfinished > 0) this.sink.cut(this.text.unfinished, this.textBytes);
  }

  overlongLine(offset: number): void {
    this.sink.overlong(offset);
  }

  lines(bytes: Uint8Array, from: number, to: number, offset: number): void {
    const textStart = offset - from;
    for (let at = from; at < to;) {
      const run = at;
      at = this.scanPlain(bytes, at, to);
      if (this.count > 0) this.sink.plain(this.words, 0, this.count, textStart + run);
      if (at === to || this.count > RUN_WORDS - 2) continue;
      const end = bytes.indexOf(LF, at);
      this.sink.line(bytes, at, end, textStart + at);
      at = end + 1;
    }
  }

  /** Packs the plain records from `at` on, until one is not or the words are full; where the first left out begins. */
  private scanPlain(bytes: Uint8Array, from: number, to: number): number {
    const { words } = this;
    let at = from;
    let count = 0;
    while (at < to && count <= RUN_WORDS - 2) {
      const tag = TAGS[bytes[at]];
      if (tag === NOT_PLAIN || bytes[at + 1] !== SPACE) break;
      const firstAt = at + 2;
      let end = firstAt;
      let first = 0;
      for (let digit = HEX_DIGIT[bytes[end]]; digit !== NO_DIGIT; digit = HEX_DIGIT[bytes[++end]]) {
        first = (first << 4) | digit;
      }
      if (end === firstAt || end > firstAt + SHORT_NUMBER) break;
      if (bytes[firstAt] === ZERO && end > firstAt + 1) break;
      if (tag >= Packed.STACK) {
        if (bytes[end] !== SPACE) break;
        const secondAt = end + 1;
        let second = 0;
        end = secondAt;
        for (let digit = HEX_DIGIT[bytes[end]]; digit !== NO_DIGIT; digit = HEX_DIGIT[bytes[++end]]) {
          second = (second << 4) | digit;
        }
        if (end === secondAt || end > secondAt + SHORT_NUMBER) break;
        if (bytes[secondAt] === ZERO && end > secondAt + 1) break;
        if (bytes[end] !== LF) break;
        words[count++] = (first << 2) | tag;
        words[count++] = second;
      } else {
        if (bytes[end] !== LF) break;
        words[count++] = (first << 2) | tag;
      }
      at = end + 1;
    }
    this.count = count;
    return at;
  }
}
