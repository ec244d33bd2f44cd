import { openSync, readFileSync, readSync, statSync } from 'node:fs';
import { TraceReader } from '../src/formats/trace-reader';

/** Bytes per chunk, as a page gets them from a dropped file. */
const CHUNK = 1 << 20;

/** Reads FILE once and prints what it took: `{ seconds, processor, events, peakBytes, … }`. */
function main(file: string, wasm: string): void {
  const zstd = new WebAssembly.Module(readFileSync(wasm));
  const begin = performance.now();
  const reader = new TraceReader(zstd);
  const descriptor = openSync(file, 'r');
  for (let left = statSync(file).size; left > 0 && reader.wantsMore;) {
    const chunk = new Uint8Array(Math.min(CHUNK, left));
    left -= readSync(descriptor, chunk);
    reader.push(chunk);
    while (reader.step());
  }
  const result = reader.finish();
  const seconds = (performance.now() - begin) / 1000;
  const processor = process.cpuUsage().user / 1e6;
  if (!result.ok) throw new Error(result.failure.kind);
  const { events, peakBytes, temporary } = result.value.meta.totals;
  const bytes = Object.values(result.value.trace.byteLengths()).reduce((sum, size) => sum + size, 0);
  const resident = process.memoryUsage().rss;
  console.log(
    JSON.stringify({ seconds, processor, events, peakBytes, temporary, bytesPerEvent: bytes / events, resident }),
  );
}

main(process.argv[2], process.argv[3]);
