import type { Result } from '../base/result';
import type { Unpacked } from '../formats/unpacker';
import type { OpenError, TraceSource } from './protocol';

/** The bytes within a source, as they come. */
export interface UnpackedSource extends Unpacked {
  /** 0: the sender did not say. */
  readonly bytesTotal: number;
  /**
   * The next bytes within, at most 512 KiB, valid until the next call; undefined when there are no more.
   * @throws SourceBroke
   */
  next(): Promise<Uint8Array | undefined>;
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
