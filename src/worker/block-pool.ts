/** Bytes of a block, and how many there are: so far may unpacking run ahead of parsing. */
const BLOCK_BYTES = 512 * 1024;
const BLOCKS = 5;

/** A few blocks of memory that go round between two threads: filled here, read there, sent back. */
export class BlockPool {
  private readonly free = Array.from({ length: BLOCKS }, () => newBlock(BLOCK_BYTES));
  private resume: (() => void) | undefined;

  takeBack(block: ArrayBuffer): void {
    if (this.free.length === BLOCKS) return;
    this.free.push(block);
    this.resume?.();
  }

  /** Waits until there are two: one for a text, another for what is scanned of it. */
  async ready(): Promise<void> {
    while (this.free.length < 2) await new Promise<void>((resolve) => (this.resume = resolve));
  }

  /** One of `bytes` or more, at once: a new one where none will do. */
  take(bytes = BLOCK_BYTES): ArrayBuffer {
    const free = bytes <= BLOCK_BYTES ? this.free.pop() : undefined;
    return free ?? newBlock(Math.max(bytes, BLOCK_BYTES));
  }
}

/** Memory that is handed from thread to thread, in place of being shared. */
function newBlock(bytes: number): ArrayBuffer {
  return new Uint8Array(bytes).buffer;
}
