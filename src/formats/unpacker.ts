import { CONTAINER_HEAD, openContainer } from './container';
import type { ContainerDamage, Decompressor } from './decompressor';

/** How far a file was unpacked. */
export interface Unpacked {
  /** Bytes of the file that what was given so far comes from. */
  readonly bytesIn: number;
  /** Set where the file stopped making sense; nothing is given after it. */
  readonly damage: ContainerDamage | undefined;
}

/**
 * Turns a file's bytes, as they come, into the bytes within; its first bytes tell what it is packed in. `push` a chunk,
 * `read` until there is no more, and so on; after the last chunk `end`, and `read` what is left.
 */
export class Unpacker implements Unpacked {
  bytesIn = 0;
  private readonly queue: Uint8Array[] = [];
  private container: Decompressor | undefined;
  private hasEnded = false;

  /** @param zstd `zstd.wasm`, compiled */
  constructor(private readonly zstd: WebAssembly.Module) {}

  get damage(): ContainerDamage | undefined {
    return this.container?.damage;
  }

  /** Takes the file's next bytes; they may not change until they are read. */
  push(chunk: Uint8Array): void {
    if (chunk.length > 0) this.queue.push(chunk);
  }

  /** The file ended. What it lacks shows in `damage` when all of it was read. */
  end(): void {
    this.hasEnded = true;
  }

  /** The next bytes within, at most 288 KiB, valid until the next call; undefined when more must be pushed. */
  read(): Uint8Array | undefined {
    for (;;) {
      const piece = this.container?.read();
      if (piece !== undefined) return piece;
      if (this.damage !== undefined || !this.feedNext()) break;
    }
    if (this.hasEnded) this.container?.end();
    return undefined;
  }

  /** Hands the container its next bytes; false when there are none. */
  private feedNext(): boolean {
    if (this.container === undefined && !this.isHeadThere()) return false;
    const chunk = this.queue.shift();
    if (chunk === undefined) return false;
    this.container ??= openContainer(chunk.subarray(0, CONTAINER_HEAD), this.zstd);
    this.container.feed(chunk);
    this.bytesIn += chunk.length;
    return true;
  }

  /** Makes the first chunk long enough to know its container, if the bytes are there. */
  private isHeadThere(): boolean {
    while (this.queue.length > 1 && this.queue[0].length < CONTAINER_HEAD) {
      const [first, second] = this.queue.splice(0, 2);
      const joined = new Uint8Array(first.length + second.length);
      joined.set(first);
      joined.set(second, first.length);
      this.queue.unshift(joined);
    }
    return this.queue.length > 0 && (this.hasEnded || this.queue[0].length >= CONTAINER_HEAD);
  }
}
