import { createReadStream } from 'node:fs';
import { failure, success, type Result } from '../base/result';
import { readFailureSentence } from '../formats/read-failure';
import { readTrace } from '../formats/read-trace';
import { FORMATS } from '../formats/registry';
import type { ReadTrace } from '../formats/trace-reader';
import { zstdModule } from './zstd-module';

/** Bytes of the file taken at a time. */
const CHUNK_BYTES = 1 << 20;

/** Opens a trace. The failure is one sentence: what is wrong with the file. */
export async function openTrace(file: string): Promise<Result<ReadTrace, string>> {
  const stream = createReadStream(file, { highWaterMark: CHUNK_BYTES });
  try {
    const result = await readTrace(stream, zstdModule());
    return result.ok ? success(result.value) : failure(`${file}: ${readFailureSentence(result.failure, FORMATS)}`);
  } catch (error) {
    const reason = fileErrorReason(error);
    if (reason === undefined) throw error;
    return failure(`${file} cannot be read: ${reason}.`);
  } finally {
    stream.destroy();
  }
}

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  EACCES: 'permission was denied',
  EISDIR: 'it is a folder',
};

/** Why the system refused a file; undefined when the error is not the system's. */
export function fileErrorReason(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('syscall' in error) || !('code' in error)) return undefined;
  return REASONS[String(error.code)] ?? error.message;
}
