import type { Result } from '../../base/result';
import type { ReadFailure } from '../read-failure';
import { finishWhole, takeAll } from '../read-trace';
import { TraceReader, type ReadTrace } from '../trace-reader';
import { Unpacker } from '../unpacker';
import { zstdModule } from './zstd-module';

/** Reads a file that is pushed in the pieces that `cuts` (ascending byte offsets) make of it. */
export function readBytes(file: Uint8Array, cuts: readonly number[] = []): Result<ReadTrace, ReadFailure> {
  const unpacker = new Unpacker(zstdModule);
  const reader = new TraceReader();
  let from = 0;
  for (const cut of [...cuts, file.length]) {
    unpacker.push(file.subarray(from, cut));
    takeAll(unpacker, reader);
    from = cut;
  }
  unpacker.end();
  takeAll(unpacker, reader);
  return finishWhole(unpacker, reader);
}
