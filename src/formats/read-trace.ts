import type { Result } from '../base/result';
import type { ReadFailure } from './read-failure';
import { TraceReader, type ReadTrace } from './trace-reader';

/**
 * Reads a whole trace from the chunks of a file, plain or compressed. Stops early where the file is no trace.
 *
 * @param zstd `zstd.wasm`, compiled
 */
export async function readTrace(
  chunks: AsyncIterable<Uint8Array>,
  zstd: WebAssembly.Module,
): Promise<Result<ReadTrace, ReadFailure>> {
  const reader = new TraceReader(zstd);
  for await (const chunk of chunks) {
    reader.push(chunk);
    while (reader.step());
    if (!reader.wantsMore) break;
  }
  return reader.finish();
}
