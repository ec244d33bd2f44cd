import type { TraceBuilder } from '../core/pairing/trace-builder';

/** Where a parser stands in its text, and how it says that a line there makes no sense. */
export class LineReport {
  /** Number of the current line, from 1. */
  line = 0;
  /** Where it begins, in bytes from the text's begin. */
  offset = 0;

  constructor(private readonly builder: TraceBuilder) {}

  /** The record `letter` makes no sense; `expected` says what it should have been. */
  broken(letter: number, expected = ''): void {
    const text = `The record ${quote(letter)} ${this.place} is broken; it is left out.`;
    this.builder.warn('broken', this.line, this.offset, expected === '' ? text : `${text.slice(0, -1)} (${expected}).`);
  }

  badId(letter: number): void {
    const text = `The record ${quote(letter)} ${this.place} names something that is not defined; it counts as unknown.`;
    this.builder.warn('bad-id', this.line, this.offset, text);
  }

  unknownRecord(letter: number): void {
    const text = `The record ${quote(letter)} ${this.place} is not known; it is left out.`;
    this.builder.warn('unknown-record', this.line, this.offset, text);
  }

  overlong(offset: number): void {
    this.line++;
    this.offset = offset;
    this.builder.warn(
      'broken',
      this.line,
      offset,
      `The line that begins ${this.place} is longer than a megabyte; it is left out.`,
    );
  }

  /** The text ended inside a line. */
  cut(bytes: number, textBytes: number): void {
    this.line++;
    this.offset = textBytes - bytes;
    this.builder.warn(
      'cut',
      this.line,
      this.offset,
      `The text ends inside the line that begins ${this.place}; it is left out.`,
    );
  }

  private get place(): string {
    return `at line ${this.line}, byte ${this.offset}`;
  }
}

function quote(letter: number): string {
  return letter > 0x20 && letter < 0x7f ? `“${String.fromCharCode(letter)}”` : `of byte 0x${letter.toString(16)}`;
}
