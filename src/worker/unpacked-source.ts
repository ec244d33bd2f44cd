import type { Result } from '../base/result';
import type { Allocate } from '../base/shared-memory';
import type { Unpacked } from '../formats/unpacker';
import type { OpenError, TraceSource } from './protocol';

/** What a source gives: bytes, or, throughout a source, what the scanner of format `id` made of them (`scanners.ts`). */
export type Piece =
  | { readonly kind: 'bytes'; readonly bytes: Uint8Array }
  /** `textBytes`: how far into the text the block leads. */
  | { readonly kind: 'scanned'; readonly id: string; readonly block: Uint32Array; readonly textBytes: number };

/** The bytes within a source, as they come. */
export interface UnpackedSource extends Unpacked {
  /** 0: the sender did not say. */
  readonly bytesTotal: number;
  /**
   * The next bytes within, at most 512 KiB of them, valid until the next call; undefined when there are no more.
   * @throws SourceBroke
   */
  next(): Promise<Piece | undefined>;
  /** Gives memory for the tables. */
  readonly allocate: Allocate;
  /** Nothing more is wanted. */
  close(): void;
}

/** Opens a source. Where `signal` stops it later on, it gives no more bytes. */
export type Unpack = (source: TraceSource, signal: AbortSignal) => Promise<Result<UnpackedSource, OpenError>>;

/** The source gave no more bytes: not the reader's fault. */
export class SourceBroke extends Error {
  constructor(cause: unknown) {
    super('The source could not be read on.', { cause });
  }
}
