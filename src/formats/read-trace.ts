import type { Result } from '../base/result';
import type { ReadFailure } from './read-failure';
import { TraceReader, type ReadTrace } from './trace-reader';
import { Unpacker } from './unpacker';

/**
 * Reads a whole trace from the chunks of a file, plain or compressed. Stops early where the file is no trace.
 *
 * @param zstd `zstd.wasm`, compiled
 */
export async function readTrace(
  chunks: AsyncIterable<Uint8Array>,
  zstd: WebAssembly.Module,
): Promise<Result<ReadTrace, ReadFailure>> {
  const unpacker = new Unpacker(zstd);
  const reader = new TraceReader();
  for await (const chunk of chunks) {
    unpacker.push(chunk);
    takeAll(unpacker, reader);
    if (unpacker.damage !== undefined || !reader.wantsMore) break;
  }
  unpacker.end();
  takeAll(unpacker, reader);
  return finishWhole(unpacker, reader);
}

/** The trace with all its rows. */
export function finishWhole(unpacker: Unpacker, reader: TraceReader): Result<ReadTrace, ReadFailure> {
  const read = reader.finish(unpacker);
  if (read.ok) while (!read.value.rowsToCome.step(Infinity));
  return read;
}

/** Reads what was pushed to `unpacker`. */
export function takeAll(unpacker: Unpacker, reader: TraceReader): void {
  while (reader.wantsMore) {
    const piece = unpacker.read();
    if (piece === undefined) return;
    reader.take(piece);
  }
}
