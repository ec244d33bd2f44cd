import type { TraceBuilder } from '../core/pairing/trace-builder';
import { decodeUtf8 } from '../base/utf8';
import type { StringId } from '../core/tables/indices';

const BACKSLASH = 0x5c;
const SMALL_N = 0x6e;
const SMALL_T = 0x74;
const COLON = 0x3a;
const ZERO = 0x30;

/** Reads text fields, in which `\n`, `\t` and `\\` stand for newline, tab and backslash. */
export class TraceText {
  private scratch = new Uint8Array(256);

  constructor(private readonly builder: TraceBuilder) {}

  intern(bytes: Uint8Array, from: number, to: number): StringId {
    if (!hasBackslash(bytes, from, to)) return this.builder.intern(bytes, from, to);
    return this.builder.intern(this.scratch, 0, this.unescape(bytes, from, to));
  }

  decode(bytes: Uint8Array, from: number, to: number): string {
    return decodeUtf8(this.scratch, 0, this.unescape(bytes, from, to));
  }

  /** Writes the text to `scratch`; returns its length there. A backslash before anything else stands for itself. */
  private unescape(bytes: Uint8Array, from: number, to: number): number {
    if (to - from > this.scratch.length) this.scratch = new Uint8Array(2 * (to - from));
    let length = 0;
    for (let at = from; at < to; at++) {
      const meant = bytes[at] === BACKSLASH && at + 1 < to ? escaped(bytes[at + 1]) : 0;
      this.scratch[length++] = meant === 0 ? bytes[at] : meant;
      if (meant !== 0) at++;
    }
    return length;
  }
}

/** Splits `file:line`: where the file's name ends, and the line (0: none is named). */
export function splitFileLine(bytes: Uint8Array, from: number, to: number): { fileEnd: number; line: number } {
  let line = 0;
  let digits = 0;
  let at = to - 1;
  for (; at > from && bytes[at] >= ZERO && bytes[at] <= ZERO + 9 && digits < 9; at--) {
    line += (bytes[at] - ZERO) * 10 ** digits;
    digits++;
  }
  return digits > 0 && bytes[at] === COLON ? { fileEnd: at, line } : { fileEnd: to, line: 0 };
}

function escaped(letter: number): number {
  if (letter === SMALL_N) return 0x0a;
  if (letter === SMALL_T) return 0x09;
  return letter === BACKSLASH ? BACKSLASH : 0;
}

function hasBackslash(bytes: Uint8Array, from: number, to: number): boolean {
  for (let at = from; at < to; at++) if (bytes[at] === BACKSLASH) return true;
  return false;
}
