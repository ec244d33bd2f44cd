import type { TraceBuilder } from '../core/pairing/trace-builder';
import type { TraceWarning } from '../core/tables/trace-meta';

/** Where a parser stands in its text, and how it says that a line there makes no sense. */
export class LineReport {
  /** Number of the current line, from 1. */
  line = 0;
  /** Where it begins, in bytes from the text's begin. */
  offset = 0;

  constructor(private readonly builder: TraceBuilder) {}

  /** The record `letter` makes no sense; `expected` says what it should have been. */
  broken(letter: number, expected = ''): void {
    const what = expected === '' ? '' : ` (${expected})`;
    this.warn('broken', () => `The record ${quote(letter)} ${this.place} is broken; it is left out${what}.`);
  }

  badId(letter: number): void {
    const consequence = 'names something that is not defined; it counts as unknown';
    this.warn('bad-id', () => `The record ${quote(letter)} ${this.place} ${consequence}.`);
  }

  unknownRecord(letter: number): void {
    this.warn('unknown-record', () => `The record ${quote(letter)} ${this.place} is not known; it is left out.`);
  }

  overlong(offset: number): void {
    this.line++;
    this.offset = offset;
    this.warn('broken', () => `The line that begins ${this.place} is longer than a megabyte; it is left out.`);
  }

  /** The text ended inside a line. */
  cut(bytes: number, textBytes: number): void {
    this.line++;
    this.offset = textBytes - bytes;
    this.warn('cut', () => `The text ends inside the line that begins ${this.place}; it is left out.`);
  }

  private warn(kind: TraceWarning['kind'], text: () => string): void {
    this.builder.warn(kind, this.line, this.offset, text);
  }

  private get place(): string {
    return `at line ${this.line}, byte ${this.offset}`;
  }
}

function quote(letter: number): string {
  return letter > 0x20 && letter < 0x7f ? `“${String.fromCharCode(letter)}”` : `of byte 0x${letter.toString(16)}`;
}
