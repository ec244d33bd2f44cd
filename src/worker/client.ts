import * as Comlink from 'comlink';
import { canShareMemory } from '../base/shared-memory';
import { LiveStats } from '../core/tables/live-stats';
import type { EngineApi } from './protocol';

/** The engine as the page sees it: every call a promise that also rejects when the engine dies. */
export type EngineClient = {
  readonly [Method in keyof EngineApi]: (
    ...args: Parameters<EngineApi[Method]>
  ) => Promise<Awaited<ReturnType<EngineApi[Method]>>>;
} & {
  /** Per-frame facts in memory that both sides see. */
  readonly stats: LiveStats;
  /** False: the page may not share memory, and the engine runs in the page's own thread. */
  readonly inWorker: boolean;
  /** Rejects, once, when the engine has crashed; never resolves. */
  readonly crashed: Promise<never>;
  dispose(): void;
};

/** Starts the engine: in a worker where memory can be shared, else in this thread on ordinary buffers. */
export async function connectEngine(): Promise<EngineClient> {
  return canShareMemory ? connectWorker() : connectInPage();
}

async function connectWorker(): Promise<EngineClient> {
  const worker = new Worker(new URL('./engine.worker.ts', import.meta.url), { type: 'module', name: 'engine' });
  // Comlink leaves calls pending for ever when the worker dies, so every call races against this.
  const crashed = new Promise<never>((_, reject) => {
    worker.addEventListener('error', (event) => {
      reject(new Error(event.message || 'The engine could not be started.'));
    });
    worker.addEventListener('messageerror', () => {
      reject(new Error('The engine sent a message that could not be read.'));
    });
  });
  crashed.catch(() => undefined); // whoever calls next is told; nobody calling is no error of its own
  const remote = Comlink.wrap<EngineApi>(worker);
  const call = (method: keyof EngineApi, args: readonly unknown[]): Promise<unknown> => {
    const transfer = args.filter((argument) => argument instanceof OffscreenCanvas);
    const sent = args.map((argument) =>
      argument instanceof OffscreenCanvas ? Comlink.transfer(argument, transfer) : argument,
    );
    return Promise.race([(remote[method] as (...sent: unknown[]) => Promise<unknown>)(...sent), crashed]);
  };
  const stats = new LiveStats((await call('liveStats', [])) as ArrayBufferLike);
  const dispose = (): void => {
    remote[Comlink.releaseProxy]();
    worker.terminate();
  };
  return client(call, { stats, inWorker: true, crashed, dispose });
}

async function connectInPage(): Promise<EngineClient> {
  const { startEngineHere } = await import('./engine-here');
  const engine = startEngineHere();
  const call = async (method: keyof EngineApi, args: readonly unknown[]): Promise<unknown> =>
    await (engine[method] as (...args: unknown[]) => unknown).apply(engine, [...args]);
  const crashed = new Promise<never>(() => undefined);
  const dispose = (): void => {
    engine.dispose();
  };
  return client(call, { stats: new LiveStats(engine.liveStats()), inWorker: false, crashed, dispose });
}

type Connection = Pick<EngineClient, 'stats' | 'inWorker' | 'crashed' | 'dispose'>;

function client(
  call: (method: keyof EngineApi, args: readonly unknown[]) => Promise<unknown>,
  connection: Connection,
): EngineClient {
  return new Proxy(connection as EngineClient, {
    get: (target, name) => {
      if (name in target || name === 'then' || typeof name === 'symbol') return Reflect.get(target, name) as unknown;
      return (...args: unknown[]) => call(name as keyof EngineApi, args);
    },
  });
}
