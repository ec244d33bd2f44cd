import { assert } from '../base/assert';
import { crc32 } from '../base/crc32';
import type { ContainerDamage, Decompressor } from './decompressor';
import { Inflate } from './inflate';

// Flags of a member's header (RFC 1952 §2.3.1).
const HEADER_CRC = 2;
const EXTRA = 4;
const NAME = 8;
const COMMENT = 16;

/** Where in a member reading stands. */
type MemberState =
  | { readonly kind: 'start' }
  | { readonly kind: 'extra'; readonly flags: number }
  | { readonly kind: 'extra-bytes'; readonly flags: number; left: number }
  | { readonly kind: 'name'; readonly flags: number }
  | { readonly kind: 'comment'; readonly flags: number }
  | { readonly kind: 'header-crc'; readonly flags: number }
  | { readonly kind: 'data' }
  | { readonly kind: 'trailer' };

/** Reads gzip: any number of members. Zeroes behind the last are padding; other bytes there are damage. */
export class GzipDecompressor implements Decompressor {
  damage: ContainerDamage | undefined;

  private readonly inflate = new Inflate();
  private state: MemberState = { kind: 'start' };
  private members = 0;
  private crc = 0;
  private memberBytes = 0;
  private fed: Uint8Array = new Uint8Array(0);
  private copied = 0;
  private fileBytes = 0;

  feed(bytes: Uint8Array): void {
    assert(this.copied === this.fed.length, 'bytes were fed before those before them were read');
    this.fed = bytes;
    this.copied = 0;
  }

  read(): Uint8Array | undefined {
    while (this.damage === undefined) {
      const outcome = this.advance();
      if (outcome instanceof Uint8Array) return outcome;
      if (outcome === 'short') {
        if (this.copied === this.fed.length) return undefined;
        const count = this.inflate.feed(this.fed, this.copied);
        this.copied += count;
        this.fileBytes += count;
      }
    }
    this.copied = this.fed.length;
    return undefined;
  }

  end(): void {
    if (this.damage !== undefined || (this.state.kind === 'start' && this.inflate.unused === 0)) return;
    const text = `The file ends inside its gzip data, after byte ${this.fileBytes}; what was recorded after it is missing.`;
    this.damage = { kind: 'truncated', offset: this.fileBytes, text };
  }

  private advance(): Uint8Array | 'short' | 'went-on' {
    const { state } = this;
    switch (state.kind) {
      case 'start':
        return this.readStart();
      case 'extra': {
        if ((state.flags & EXTRA) === 0) return this.enter({ kind: 'name', flags: state.flags });
        const length = this.inflate.takeBytes(2);
        if (length === undefined) return 'short';
        return this.enter({ kind: 'extra-bytes', flags: state.flags, left: length[0] | (length[1] << 8) });
      }
      case 'extra-bytes':
        if (state.left === 0) return this.enter({ kind: 'name', flags: state.flags });
        if (this.inflate.takeBytes(1) === undefined) return 'short';
        state.left--;
        return 'went-on';
      case 'name':
        return this.skipText(state.flags & NAME, { kind: 'comment', flags: state.flags });
      case 'comment':
        return this.skipText(state.flags & COMMENT, { kind: 'header-crc', flags: state.flags });
      case 'header-crc':
        if ((state.flags & HEADER_CRC) !== 0 && this.inflate.takeBytes(2) === undefined) return 'short';
        return this.enter({ kind: 'data' });
      case 'data':
        return this.readData();
      case 'trailer':
        return this.readTrailer();
    }
  }

  private enter(state: MemberState): 'went-on' {
    this.state = state;
    return 'went-on';
  }

  private readStart(): 'short' | 'went-on' {
    if (this.members > 0 && this.skipPadding()) return 'short';
    const head = this.inflate.takeBytes(10);
    if (head === undefined) return 'short';
    if (head[0] !== 0x1f || head[1] !== 0x8b || head[2] !== 8) {
      this.fail('corrupt', this.position - 10, 'these bytes begin no gzip member');
      return 'went-on';
    }
    this.inflate.restart();
    this.crc = 0;
    this.memberBytes = 0;
    return this.enter({ kind: 'extra', flags: head[3] });
  }

  /** Skips zeroes between members; true when nothing follows them yet. */
  private skipPadding(): boolean {
    for (;;) {
      const next = this.inflate.peekByte();
      if (next === undefined) return true;
      if (next !== 0) return false;
      this.inflate.takeBytes(1);
    }
  }

  private skipText(isThere: number, next: MemberState): 'short' | 'went-on' {
    if (isThere === 0) return this.enter(next);
    for (;;) {
      const byte = this.inflate.takeBytes(1);
      if (byte === undefined) return 'short';
      if (byte[0] === 0) return this.enter(next);
    }
  }

  private readData(): Uint8Array | 'short' | 'went-on' {
    const step = this.inflate.step();
    const piece = this.inflate.takeOutput();
    if (step === 'done') this.state = { kind: 'trailer' };
    else if (step === 'corrupt') this.fail('corrupt', this.position, 'the compressed data is damaged');
    if (piece.length > 0) {
      this.crc = crc32(piece, this.crc);
      this.memberBytes += piece.length;
      return piece;
    }
    return step === 'short' ? 'short' : 'went-on';
  }

  private readTrailer(): 'short' | 'went-on' {
    const trailer = this.inflate.takeBytes(8);
    if (trailer === undefined) return 'short';
    const word = (at: number) =>
      (trailer[at] | (trailer[at + 1] << 8) | (trailer[at + 2] << 16) | (trailer[at + 3] << 24)) >>> 0;
    if (word(0) !== this.crc || word(4) !== this.memberBytes % 2 ** 32) {
      this.fail('checksum', this.position - 8, 'the checksum does not match what the member decompresses to');
    }
    this.members++;
    return this.enter({ kind: 'start' });
  }

  /** Byte of the file that is read next. */
  private get position(): number {
    return this.fileBytes - this.inflate.unused;
  }

  private fail(kind: ContainerDamage['kind'], offset: number, reason: string): void {
    const text = `The gzip data cannot be read on at byte ${offset}: ${reason}; what was read before it is shown.`;
    this.damage = { kind, offset, text };
  }
}
