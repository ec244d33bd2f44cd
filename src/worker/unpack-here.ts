import { success } from '../base/result';
import type { ContainerDamage } from '../formats/decompressor';
import { allocateBuffer } from '../base/shared-memory';
import { Unpacker } from '../formats/unpacker';
import { openSource, type SourceStream } from './source-stream';
import { SourceBroke, type Piece, type Unpack, type UnpackedSource } from './unpacked-source';

/** Unpacks in this thread. `loadZstd` is called at once: later there may be no network. */
export function unpackHere(loadZstd: () => Promise<WebAssembly.Module>): Unpack {
  const loaded = loadZstd();
  loaded.catch(() => undefined); // whoever opens a trace is told
  return async (source, signal) => {
    const zstd = await loaded;
    const opened = await openSource(source, signal);
    return opened.ok ? success(new SourceUnpackedHere(opened.value, new Unpacker(zstd))) : opened;
  };
}

class SourceUnpackedHere implements UnpackedSource {
  private readonly chunks: ReadableStreamDefaultReader<Uint8Array>;
  readonly bytesTotal: number;
  readonly allocate = allocateBuffer;
  private hasEnded = false;

  constructor(
    stream: SourceStream,
    private readonly unpacker: Unpacker,
  ) {
    this.chunks = stream.chunks.getReader();
    this.bytesTotal = stream.bytesTotal;
  }

  get bytesIn(): number {
    return this.unpacker.bytesIn;
  }

  get damage(): ContainerDamage | undefined {
    return this.unpacker.damage;
  }

  async next(): Promise<Piece | undefined> {
    for (;;) {
      const bytes = this.unpacker.read();
      if (bytes !== undefined) return { kind: 'bytes', bytes };
      if (this.hasEnded || this.damage !== undefined) return undefined;
      await this.pull();
    }
  }

  close(): void {
    void this.chunks.cancel().catch(() => undefined);
  }

  private async pull(): Promise<void> {
    const { done, value } = await this.chunks.read().catch((error: unknown) => {
      throw new SourceBroke(error);
    });
    if (done) {
      this.hasEnded = true;
      this.unpacker.end();
    } else this.unpacker.push(value);
  }
}
