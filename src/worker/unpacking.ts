import type { ContainerDamage } from '../formats/decompressor';
import type { OpenError, TraceSource } from './protocol';
import { SourceBroke, type Unpack, type UnpackedSource } from './unpacked-source';

/** Bytes of a block, and how many there are: so far may unpacking run ahead of parsing. */
const BLOCK_BYTES = 512 * 1024;
const BLOCKS = 4;
/** A source that gives nothing for so many milliseconds holds back no block that is not full. */
const SLOW = 20;

/** Memory that goes round between the threads. */
type Block = Uint8Array<ArrayBuffer>;

/** What the engine asks of the worker that unpacks, with a port for all that follows. */
export interface UnpackingOrder {
  readonly source: TraceSource;
  readonly port: MessagePort;
}

/** Through the port, to the engine. A block is the engine's until it sends it back. */
export type UnpackingNews =
  | { readonly kind: 'opened'; readonly bytesTotal: number }
  | { readonly kind: 'refused'; readonly failure: OpenError }
  | { readonly kind: 'block'; readonly block: Block; readonly filled: number; readonly bytesIn: number }
  | { readonly kind: 'ended'; readonly bytesIn: number; readonly damage: ContainerDamage | undefined }
  /** `bySource`: the source gave no more bytes. Else it is a fault of ours. */
  | { readonly kind: 'broke'; readonly bySource: boolean; readonly error: unknown };

/** Through the port, from the engine: a block that was read, or that nothing more is wanted. */
export type UnpackingWish = Block | 'stop';

/** Unpacks a source into blocks and sends them through the port. */
export async function sendUnpacked(unpack: Unpack, { source, port }: UnpackingOrder): Promise<void> {
  const stopping = new AbortController();
  const blocks = new Blocks(port);
  port.onmessage = ({ data }: MessageEvent<UnpackingWish>) => {
    if (data === 'stop') {
      stopping.abort();
      port.close();
    } else blocks.takeBack(data);
  };
  try {
    const opened = await unpack(source, stopping.signal);
    if (!opened.ok) {
      tell(port, { kind: 'refused', failure: opened.failure });
      return;
    }
    tell(port, { kind: 'opened', bytesTotal: opened.value.bytesTotal });
    stopping.signal.addEventListener('abort', () => {
      opened.value.close();
    });
    await blocks.sendAll(opened.value);
  } catch (error) {
    const bySource = error instanceof SourceBroke;
    tell(port, { kind: 'broke', bySource, error: bySource ? error.cause : error });
  }
}

/** A few blocks that go round: filled here, read by the engine, sent back. */
class Blocks {
  private readonly free = Array.from({ length: BLOCKS }, () => new Uint8Array(BLOCK_BYTES));
  private resume: (() => void) | undefined;
  private current: Block | undefined;
  private filled = 0;

  constructor(private readonly port: MessagePort) {}

  takeBack(block: Block): void {
    this.free.push(block);
    this.resume?.();
  }

  async sendAll(unpacked: UnpackedSource): Promise<void> {
    for (;;) {
      const slow = setTimeout(() => {
        this.send(unpacked.bytesIn);
      }, SLOW);
      const piece = await unpacked.next().finally(() => {
        clearTimeout(slow);
      });
      if (piece === undefined) break;
      for (let at = 0; at < piece.length;) {
        const block = (this.current ??= await this.nextFree());
        const part = piece.subarray(at, at + block.length - this.filled);
        block.set(part, this.filled);
        this.filled += part.length;
        at += part.length;
        if (this.filled === block.length) this.send(unpacked.bytesIn);
      }
    }
    this.send(unpacked.bytesIn);
    tell(this.port, { kind: 'ended', bytesIn: unpacked.bytesIn, damage: unpacked.damage });
  }

  private async nextFree(): Promise<Block> {
    for (;;) {
      const block = this.free.pop();
      if (block !== undefined) return block;
      await new Promise<void>((resolve) => (this.resume = resolve));
    }
  }

  private send(bytesIn: number): void {
    if (this.current === undefined || this.filled === 0) return;
    tell(this.port, { kind: 'block', block: this.current, filled: this.filled, bytesIn }, [this.current.buffer]);
    this.current = undefined;
    this.filled = 0;
  }
}

function tell(port: MessagePort, news: UnpackingNews, transfer: Transferable[] = []): void {
  port.postMessage(news, transfer);
}
