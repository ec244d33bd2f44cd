import { openAsBlob, readFileSync } from 'node:fs';
import { SimulatedHeap } from '../src/core/replay/simulated-heap';
import type { EventIndex } from '../src/core/tables/indices';
import { readTrace } from '../src/formats/read-trace';

// Replays a trace on the simulated heap and seeks in it: `engine FILE [SEEKS]`.

const KIB = 1024;

async function* chunksOf(path: string): AsyncGenerator<Uint8Array> {
  const blob = await openAsBlob(path);
  for (let at = 0; at < blob.size; at += 256 * KIB) {
    yield new Uint8Array(await blob.slice(at, at + 256 * KIB).arrayBuffer());
  }
}

function quantile(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? NaN;
}

async function main(path: string, seeks: number): Promise<void> {
  const zstd = new WebAssembly.Module(readFileSync('src/formats/zstd.wasm'));
  const read = await readTrace(chunksOf(path), zstd);
  if (!read.ok) throw new Error(`${path} cannot be read: ${read.failure.kind}`);
  const { trace } = read.value;
  const reserved = SimulatedHeap.reserve(trace);
  if (!reserved.ok) throw new Error('no pool of any size');
  const heap = reserved.value;

  const slices: number[] = [];
  const begin = performance.now();
  const cpu = process.cpuUsage();
  for (let done = false; !done;) {
    const before = performance.now();
    done = heap.step(1 << 16);
    slices.push(performance.now() - before);
  }
  const elapsed = performance.now() - begin;
  const processor = process.cpuUsage(cpu).user / 1000;
  const { operations, refused } = heap.facts();
  const figures = heap.figures();
  console.log(`${path}: ${trace.events.length} events, ${operations} engine operations, ${refused} refused`);
  console.log(
    `replay ${elapsed.toFixed(0)} ms (processor ${processor.toFixed(0)} ms), ${((processor * 1e6) / operations).toFixed(0)} ns an operation`,
  );
  console.log(`longest slice of 65536 events ${Math.max(...slices).toFixed(1)} ms`);
  console.log(`footprint ${figures.footprint}, checkpoints ${heap.checkpointBytes} bytes`);
  console.log(JSON.stringify(heap.counters()));

  const times: number[] = [];
  for (let i = 0; i < seeks; i++) {
    const cursor = Math.floor(((i * 0.618_034) % 1) * trace.events.length) as EventIndex;
    const before = performance.now();
    heap.seek(cursor);
    times.push(performance.now() - before);
  }
  times.sort((a, b) => a - b);
  console.log(`seek: median ${quantile(times, 0.5).toFixed(1)} ms, p95 ${quantile(times, 0.95).toFixed(1)} ms`);
}

if (process.argv.length < 3) throw new Error('which trace?');
await main(process.argv[2], Number(process.argv[3] ?? 100));
