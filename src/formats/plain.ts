import { assert } from '../base/assert';
import type { Decompressor } from './decompressor';

const PIECE = 256 * 1024;

/** A file that is not compressed. */
export class PlainBytes implements Decompressor {
  readonly damage = undefined;
  private input: Uint8Array = new Uint8Array(0);
  private at = 0;

  feed(bytes: Uint8Array): void {
    assert(this.at === this.input.length, 'bytes were fed before those before them were read');
    this.input = bytes;
    this.at = 0;
  }

  read(): Uint8Array | undefined {
    if (this.at === this.input.length) return undefined;
    const piece = this.input.subarray(this.at, this.at + PIECE);
    this.at += piece.length;
    return piece;
  }

  end(): void {
    // A file that is not compressed does not say where it should end.
  }
}
