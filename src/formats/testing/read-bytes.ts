import type { Result } from '../../base/result';
import type { ReadFailure } from '../read-failure';
import { TraceReader, type ReadTrace } from '../trace-reader';
import { zstdModule } from './zstd-module';

/** Reads a file that is pushed in the pieces that `cuts` (ascending byte offsets) make of it. */
export function readBytes(file: Uint8Array, cuts: readonly number[] = []): Result<ReadTrace, ReadFailure> {
  const reader = new TraceReader(zstdModule);
  let from = 0;
  for (const cut of [...cuts, file.length]) {
    reader.push(file.subarray(from, cut));
    while (reader.step());
    from = cut;
  }
  return reader.finish();
}
