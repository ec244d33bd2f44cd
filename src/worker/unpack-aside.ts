import { failure, success } from '../base/result';
import type { ContainerDamage } from '../formats/decompressor';
import type { OpenError, TraceSource } from './protocol';
import { ReadyMemory } from './ready-memory';
import { unpackHere } from './unpack-here';
import { SourceBroke, type Piece, type Unpack, type UnpackedSource } from './unpacked-source';
import type { UnpackingNews, UnpackingOrder, UnpackingWish } from './unpacking';
import { loadZstd } from './zstd-module';

/** A file of fewer bytes is unpacked sooner than its blocks are passed between threads. */
const WORTH_A_THREAD = 64 << 10;

/** Unpacks in a worker of its own, started now; in this thread what is small, or where that worker cannot be had. */
export function unpackAside(): Unpack {
  const here = unpackHere(loadZstd);
  const aside = startWorker().then((worker) => (worker === undefined ? here : unpackIn(worker)));
  return async (source, signal) => (isSmall(source) ? here : await aside)(source, signal);
}

function isSmall(source: TraceSource): boolean {
  if (source.kind === 'url') return false; // its size is not known yet
  return (source.kind === 'file' ? source.blob.size : source.bytes.length) < WORTH_A_THREAD;
}

/** Undefined: this browser starts no worker from a worker, or the worker's file cannot be loaded. */
async function startWorker(): Promise<Worker | undefined> {
  if (typeof Worker === 'undefined') return undefined;
  const worker = new Worker(new URL('./unpack.worker.ts', import.meta.url), { type: 'module', name: 'unpack' });
  return new Promise((resolve) => {
    worker.onmessage = () => {
      resolve(worker);
    };
    worker.onerror = () => {
      resolve(undefined);
    };
  });
}

function unpackIn(worker: Worker): Unpack {
  return async (source, signal) => {
    const { port1, port2 } = new MessageChannel();
    const unpacked = new SourceUnpackedAside(port1, signal);
    worker.postMessage({ source, port: port2 } satisfies UnpackingOrder, [port2]);
    const refused = await unpacked.opened();
    return refused === undefined ? success(unpacked) : failure(refused);
  };
}

/** What comes through the port, in order. */
export class SourceUnpackedAside implements UnpackedSource {
  bytesTotal = 0;
  bytesIn = 0;
  damage: ContainerDamage | undefined;
  private readonly news: UnpackingNews[] = [];
  private arrived: (() => void) | undefined;
  /** The block that was given last. */
  private given: ArrayBuffer | undefined;
  private isClosed = false;
  private readonly memory = new ReadyMemory();
  readonly allocate = this.memory.allocate;

  constructor(
    private readonly port: MessagePort,
    signal: AbortSignal,
  ) {
    port.onmessage = ({ data }: MessageEvent<UnpackingNews>) => {
      this.news.push(data);
      this.arrived?.();
    };
    signal.addEventListener('abort', () => {
      this.close();
    });
  }

  /** Waits until the source is open; undefined, or why it cannot be opened. */
  async opened(): Promise<OpenError | undefined> {
    const news = await this.nextNews();
    if (news?.kind === 'opened') this.bytesTotal = news.bytesTotal;
    else if (news?.kind === 'broke') throw errorOf(news);
    else return news?.kind === 'refused' ? news.failure : { kind: 'cancelled' };
    return undefined;
  }

  async next(): Promise<Piece | undefined> {
    if (this.given !== undefined) {
      const wish: UnpackingWish = { block: this.given, chunksUsed: this.memory.takenSince() };
      this.port.postMessage(wish, [this.given]);
    }
    this.given = undefined;
    const news = await this.nextNews();
    if (news?.kind === 'broke') throw errorOf(news);
    if (news?.kind === 'ended') this.damage = news.damage;
    if (news?.kind === 'ended' || news?.kind === 'block') this.bytesIn = news.bytesIn;
    if (news?.kind !== 'block') return undefined;
    this.given = news.block;
    const { scanned, block, filled } = news;
    this.memory.add(news.chunks);
    if (scanned === undefined) return { kind: 'bytes', bytes: new Uint8Array(block, 0, filled) };
    return { kind: 'scanned', ...scanned, block: new Uint32Array(block, 0, filled / 4) };
  }

  close(): void {
    if (this.isClosed) return;
    this.isClosed = true;
    this.port.postMessage('stop' satisfies UnpackingWish);
    this.port.close();
    this.arrived?.();
  }

  /** Undefined once closed. */
  private async nextNews(): Promise<UnpackingNews | undefined> {
    while (!this.isClosed) {
      const news = this.news.shift();
      if (news !== undefined) return news;
      await new Promise<void>((resolve) => (this.arrived = resolve));
    }
    return undefined;
  }
}

function errorOf({ bySource, error }: Extract<UnpackingNews, { kind: 'broke' }>): unknown {
  return bySource ? new SourceBroke(error) : error;
}
