import { openAsBlob, readFileSync, writeFileSync } from 'node:fs';
import { MemPool } from '@thi.ng/malloc';
import { allocateBuffer } from '../src/base/shared-memory';
import { engineNamed } from '../src/core/engines/catalogue';
import { SimulatedHeap, type SimulationOptions } from '../src/core/replay/simulated-heap';
import type { EngineName } from '../src/core/tables/engine-names';
import type { EventIndex } from '../src/core/tables/indices';
import type { Trace } from '../src/core/tables/trace';
import { readTrace } from '../src/formats/read-trace';
import { FREE, REALLOCATE, recordOperations } from './recorded-operations';

// One measurement in a process of its own, printed as JSON, seconds of processor time:
//   replay FILE RUNS ENGINE      seconds of each replay with all layers off, and of seeks in it
//   layers FILE RUNS ENGINE      seconds of each replay with accounts and cookies
//   operations FILE OUT          writes what a replay asks its engine for (`native-malloc.c` says how)
//   thing OPERATIONS RUNS        seconds of the same operations on @thi.ng/malloc

const KIB = 1024;
const GIB = 2 ** 30;
const SEEKS = 30;
const SECRET = 0x5eed;

async function* chunksOf(path: string): AsyncGenerator<Uint8Array> {
  const blob = await openAsBlob(path);
  for (let at = 0; at < blob.size; at += 256 * KIB) {
    yield new Uint8Array(await blob.slice(at, at + 256 * KIB).arrayBuffer());
  }
}

async function traceIn(path: string): Promise<Trace> {
  const zstd = new WebAssembly.Module(readFileSync('src/formats/zstd.wasm'));
  const read = await readTrace(chunksOf(path), zstd);
  if (!read.ok) throw new Error(`${path} cannot be read: ${read.failure.kind}`);
  return read.value.trace;
}

/** Seconds of processor time: what else runs on the computer does not count. */
function timed(work: () => void): number {
  const begin = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(begin);
  return (user + system) / 1e6;
}

function heapOf(trace: Trace, options: SimulationOptions): SimulatedHeap {
  const reserved = SimulatedHeap.reserve(trace, options);
  if (!reserved.ok) throw new Error('No memory for the heap.');
  return reserved.value;
}

/** Replays over and over in one heap, whose pages are touched after the first run, as native malloc's are. */
function replays(trace: Trace, heap: SimulatedHeap, runs: number): number[] {
  const end = (trace.events.length - 1) as EventIndex;
  return Array.from({ length: runs }, () => {
    heap.seek(-1 as EventIndex);
    return timed(() => {
      heap.seek(end);
    });
  });
}

function replay(trace: Trace, engine: EngineName, runs: number): object {
  const heap = heapOf(trace, { engine, operationsPerCheckpoint: Infinity });
  const seconds = replays(trace, heap, runs);
  const { footprint } = heap.figures();
  const { operations, refused } = heap.facts();
  const withCheckpoints = heapOf(trace, { engine });
  while (!withCheckpoints.step(Infinity));
  return { seconds, operations, refused, footprint, seeks: seek(withCheckpoints, trace) };
}

function layers(trace: Trace, engine: EngineName, runs: number): object {
  const configuration = { engine, accounting: { budgets: [] }, cookies: { secret: SECRET } };
  return { seconds: replays(trace, heapOf(trace, { configuration, operationsPerCheckpoint: Infinity }), runs) };
}

/** Seconds of seeks all over the trace. */
function seek(heap: SimulatedHeap, trace: Trace): number[] {
  return Array.from({ length: SEEKS }, (_, i) => {
    const cursor = Math.floor(((i * 0.618_034) % 1) * trace.events.length) as EventIndex;
    return timed(() => {
      heap.seek(cursor);
    });
  });
}

/** The file's 32-bit numbers. */
function wordsOf(bytes: Uint8Array): Uint32Array {
  return new Uint32Array(bytes.slice().buffer);
}

function thing(numbers: Uint32Array, runs: number): object {
  const slots = new Uint32Array(numbers.length);
  const pool = new MemPool({ buf: allocateBuffer(GIB), align: 16 });
  const seconds = Array.from({ length: runs }, () => {
    pool.freeAll();
    return timed(() => {
      for (let at = 0; at < numbers.length; at += 3) {
        const slot = numbers[at + 1];
        const what = numbers[at] & 0xff;
        if (what === FREE) pool.free(slots[slot]);
        else if (what === REALLOCATE) slots[slot] = pool.realloc(slots[slot], Math.max(1, numbers[at + 2]));
        else slots[slot] = pool.malloc(Math.max(1, numbers[at + 2]));
      }
    });
  });
  return { seconds };
}

async function main([what, file, last, name]: readonly string[]): Promise<object> {
  if (what === 'thing') return thing(wordsOf(readFileSync(file)), Number(last));
  const trace = await traceIn(file);
  if (what === 'operations') {
    const numbers = recordOperations(trace);
    writeFileSync(last, numbers);
    return { operations: numbers.length / 3 };
  }
  const engine = engineNamed(name);
  if (engine === undefined) throw new Error(`There is no engine ${name}.`);
  return what === 'layers' ? layers(trace, engine, Number(last)) : replay(trace, engine, Number(last));
}

console.log(JSON.stringify(await main(process.argv.slice(2))));
