/**
 * Takes what a scanner finds in a text of records, in order. Offsets count bytes from the text's begin. Scanning knows
 * what a line looks like; what it means is for the parser, which may be in another thread.
 */
export interface ScanSink {
  /** Plain records, packed into `words[from … to)` as their format packs them; the first begins at `offset`. */
  plain(words: Uint32Array, from: number, to: number, offset: number): void;
  /** Any other line: `bytes[from … to)`, the LF behind it left out. */
  line(bytes: Uint8Array, from: number, to: number, offset: number): void;
  /** A line that is too long for a record was left out. */
  overlong(offset: number): void;
  /** The text ended after `textBytes`, the last `unfinished` of them of a line without a LF. */
  cut(unfinished: number, textBytes: number): void;
}

/** Finds the records of a text that comes in chunks. */
export interface TextScanner {
  push(chunk: Uint8Array): void;
  end(): void;
}
