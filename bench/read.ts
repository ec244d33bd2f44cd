import { openSync, readFileSync, readSync, statSync } from 'node:fs';
import { finishWhole } from '../src/formats/read-trace';
import { TraceReader } from '../src/formats/trace-reader';
import { Unpacker } from '../src/formats/unpacker';

// One file, once, in a process of its own: `read FILE ZSTD_WASM [decompress]`. Prints what it took as JSON.

/** Bytes per chunk, as a page gets them from a dropped file. */
const CHUNK = 1 << 20;

function* chunksOf(file: string): Generator<Uint8Array> {
  const descriptor = openSync(file, 'r');
  for (let left = statSync(file).size; left > 0;) {
    const chunk = new Uint8Array(Math.min(CHUNK, left));
    left -= readSync(descriptor, chunk);
    yield chunk;
  }
}

function read(file: string, zstd: WebAssembly.Module): Record<string, number> {
  const reader = new TraceReader();
  const unpacker = unpack(file, zstd, (piece) => {
    reader.take(piece);
  });
  const result = finishWhole(unpacker, reader);
  if (!result.ok) throw new Error(result.failure.kind);
  const { events, peakBytes, temporary } = result.value.meta.totals;
  const bytes = Object.values(result.value.trace.byteLengths()).reduce((sum, size) => sum + size, 0);
  return { events, peakBytes, temporary, bytesPerEvent: bytes / events };
}

function decompress(file: string, zstd: WebAssembly.Module): Record<string, number> {
  let bytes = 0;
  unpack(file, zstd, (piece) => {
    bytes += piece.length;
  });
  return { bytes };
}

function unpack(file: string, zstd: WebAssembly.Module, take: (piece: Uint8Array) => void): Unpacker {
  const unpacker = new Unpacker(zstd);
  for (const chunk of chunksOf(file)) {
    unpacker.push(chunk);
    for (let piece = unpacker.read(); piece !== undefined; piece = unpacker.read()) take(piece);
  }
  unpacker.end();
  for (let piece = unpacker.read(); piece !== undefined; piece = unpacker.read()) take(piece);
  return unpacker;
}

const [file, wasm, task] = process.argv.slice(2);
const zstd = new WebAssembly.Module(readFileSync(wasm));
const begin = performance.now();
const facts = task === 'decompress' ? decompress(file, zstd) : read(file, zstd);
const seconds = (performance.now() - begin) / 1000;
const processor = process.cpuUsage().user / 1e6;
console.log(JSON.stringify({ seconds, processor, ...facts, resident: process.memoryUsage().rss }));
