/** Where a container stopped making sense. What was decoded before stays. */
export interface ContainerDamage {
  readonly kind: 'truncated' | 'checksum' | 'corrupt';
  /** Byte in the file as given, from 0. */
  readonly offset: number;
  /** One sentence: what happened, where, and what follows. */
  readonly text: string;
}

/**
 * Turns a file's bytes into the bytes within. The caller pulls, so one step costs a bounded time however far a few
 * bytes expand: `feed` once, `read` until it has nothing more, and again; `end` after the last of the file.
 */
export interface Decompressor {
  /** Takes the file's next bytes. Only when `read` had nothing more; the bytes may not change until then. */
  feed(bytes: Uint8Array): void;
  /** The next bytes within, at most 256 KiB, valid until the next call; undefined when more must be fed. */
  read(): Uint8Array | undefined;
  /** The file ended. */
  end(): void;
  /** Set once; nothing is read after it. */
  readonly damage: ContainerDamage | undefined;
}
