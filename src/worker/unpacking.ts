import type { ContainerDamage } from '../formats/decompressor';
import { ScanWriter } from '../formats/scanned-blocks';
import type { TextScanner } from '../formats/scanned-text';
import { SCANNABLE_FORMATS } from '../formats/scanners';
import { BlockPool } from './block-pool';
import type { OpenError, TraceSource } from './protocol';
import { MemoryMaker } from './ready-memory';
import { SourceBroke, type Unpack, type UnpackedSource } from './unpacked-source';

/** A source that gives nothing for so many milliseconds holds back no block that is not full. */
const SLOW = 20;
/** What of a text tells its format. */
const SNIFFED_BYTES = 64 * 1024;

/** What the engine asks of the worker that unpacks, with a port for all that follows. */
export interface UnpackingOrder {
  readonly source: TraceSource;
  readonly port: MessagePort;
}

/** Through the port, to the engine. A block is the engine's until it sends it back. */
export type UnpackingNews =
  | { readonly kind: 'opened'; readonly bytesTotal: number }
  | { readonly kind: 'refused'; readonly failure: OpenError }
  | BlockNews
  | { readonly kind: 'ended'; readonly bytesIn: number; readonly damage: ContainerDamage | undefined }
  /** `bySource`: the source gave no more bytes. Else it is a fault of ours. */
  | { readonly kind: 'broke'; readonly bySource: boolean; readonly error: unknown };

/** The first `filled` bytes of `block` are text, or what a scanner wrote of it. */
interface BlockNews {
  readonly kind: 'block';
  readonly block: ArrayBuffer;
  readonly filled: number;
  readonly scanned: ScannedText | undefined;
  readonly bytesIn: number;
  /** Memory for the tables: see `ready-memory.ts`. */
  readonly chunks: readonly ArrayBufferLike[];
}

/** Of which format the text is that was scanned, and how far into it a block leads. */
interface ScannedText {
  readonly id: string;
  readonly textBytes: number;
}

/** Through the port, from the engine: a block that was read, or that nothing more is wanted. */
export type UnpackingWish = { readonly block: ArrayBuffer; readonly chunksUsed: number } | 'stop';

/** Unpacks a source into blocks and sends them through the port. */
export async function sendUnpacked(unpack: Unpack, { source, port }: UnpackingOrder): Promise<void> {
  const stopping = new AbortController();
  const blocks = new BlockPool();
  const memory = new MemoryMaker();
  port.onmessage = ({ data }: MessageEvent<UnpackingWish>) => {
    if (data === 'stop') {
      stopping.abort();
      port.close();
    } else {
      blocks.takeBack(data.block);
      memory.used(data.chunksUsed);
    }
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
    await new Sending(opened.value, port, blocks, memory).run();
  } catch (error) {
    const bySource = error instanceof SourceBroke;
    tell(port, { kind: 'broke', bySource, error: bySource ? error.cause : error });
  }
}

/** One source on its way to the engine: as text, or scanned where its format is one that can be. */
class Sending {
  private text: ArrayBuffer | undefined;
  private filled = 0;
  /** Of text, in all. */
  private textBytes = 0;
  /** Undefined until the format is known. */
  private scanning: { readonly id: string; readonly scanner: TextScanner } | 'not' | undefined;
  private readonly writer = new ScanWriter(
    (words) => new Uint32Array(this.blocks.take(words * 4)),
    (block, words) => {
      this.tellBlock(block.buffer, words * 4);
    },
  );

  constructor(
    private readonly unpacked: UnpackedSource,
    private readonly port: MessagePort,
    private readonly blocks: BlockPool,
    private readonly memory: MemoryMaker,
  ) {}

  async run(): Promise<void> {
    const { unpacked } = this;
    for (let bytes = await this.next(); bytes !== undefined; bytes = await this.next()) {
      for (let at = 0; at < bytes.length;) {
        await this.blocks.ready();
        if (typeof this.scanning === 'object') {
          this.scan(this.scanning.scanner, bytes.subarray(at));
          break;
        }
        const block = (this.text ??= this.blocks.take());
        const part = bytes.subarray(at, at + block.byteLength - this.filled);
        new Uint8Array(block).set(part, this.filled);
        this.filled += part.length;
        at += part.length;
        if (this.filled === block.byteLength) this.send();
      }
    }
    this.send('ended');
    if (typeof this.scanning === 'object') {
      this.scanning.scanner.end();
      this.writer.flush();
    }
    tell(this.port, { kind: 'ended', bytesIn: unpacked.bytesIn, damage: unpacked.damage });
  }

  /** The source's next bytes; meanwhile what is here is sent where they let wait. */
  private async next(): Promise<Uint8Array | undefined> {
    const slow = setTimeout(() => {
      this.send();
    }, SLOW);
    const piece = await this.unpacked.next().finally(() => {
      clearTimeout(slow);
    });
    return piece?.kind === 'bytes' ? piece.bytes : undefined;
  }

  /** Sends what is here, full or not. */
  private send(end?: 'ended'): void {
    this.writer.flush();
    const { text, filled } = this;
    if (text === undefined || filled === 0) return;
    const bytes = new Uint8Array(text, 0, filled);
    this.text = undefined;
    this.filled = 0;
    this.scanning ??= scanning(bytes, this.writer, end === 'ended');
    if (this.scanning === 'not') {
      this.textBytes += filled;
      this.tellBlock(text, filled);
    } else {
      this.scan(this.scanning.scanner, bytes);
      this.blocks.takeBack(text);
    }
  }

  /** Blocks that this fills are sent. */
  private scan(scanner: TextScanner, text: Uint8Array): void {
    this.textBytes += text.length;
    scanner.push(text);
  }

  private tellBlock(block: ArrayBuffer, filled: number): void {
    const { scanning, textBytes } = this;
    const scanned = typeof scanning === 'object' ? { id: scanning.id, textBytes } : undefined;
    const chunks = this.memory.make();
    tell(this.port, { kind: 'block', block, filled, scanned, bytesIn: this.unpacked.bytesIn, chunks }, [block]);
  }
}

/** The scanner for a text that begins with `head`, or `not`: its format has none, or cannot be told from so little. */
function scanning(
  head: Uint8Array,
  writer: ScanWriter,
  isWhole: boolean,
): { id: string; scanner: TextScanner } | 'not' {
  if (head.length < SNIFFED_BYTES && !isWhole) return 'not';
  const format = SCANNABLE_FORMATS.find((candidate) => candidate.sniff(head.subarray(0, SNIFFED_BYTES)));
  return format === undefined ? 'not' : { id: format.id, scanner: format.scanner(writer) };
}

function tell(port: MessagePort, news: UnpackingNews, transfer: Transferable[] = []): void {
  port.postMessage(news, transfer);
}
