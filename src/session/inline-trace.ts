import { failure, success, type Result } from '../base/result';
import { fromBase64Url, toBase64Url } from './base64url';

/** A trace travels inside a link when it takes at most this many bytes, compressed. */
export const INLINE_BYTES = 200_000;
/** Why a packed trace is not opened: damaged on its way, or blown up on purpose. */
export type UnpackError = 'damaged' | 'too-large';

const GREATEST_UNPACKED = 64 * 1024 * 1024;

/** The bytes of a trace file as text for a link; undefined when they are too many. */
export async function packTrace(file: Blob): Promise<string | undefined> {
  if (file.size > GREATEST_UNPACKED) return undefined;
  const packed = await collect(file.stream().pipeThrough(new CompressionStream('deflate-raw')), INLINE_BYTES);
  return packed && toBase64Url(packed);
}

/** The bytes that {@link packTrace} packed. */
export async function unpackTrace(text: string): Promise<Result<Uint8Array<ArrayBuffer>, UnpackError>> {
  const packed = fromBase64Url(text);
  if (packed === undefined) return failure('damaged');
  try {
    const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream('deflate-raw'));
    const bytes = await collect(stream, GREATEST_UNPACKED);
    return bytes === undefined ? failure('too-large') : success(bytes);
  } catch {
    return failure('damaged');
  }
}

/** All bytes of a stream; undefined, and the stream is given up, once they pass `limit`. */
async function collect(
  stream: ReadableStream<Uint8Array<ArrayBuffer>>,
  limit: number,
): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const reader = stream.getReader();
  const pieces: Uint8Array<ArrayBuffer>[] = [];
  let length = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return new Uint8Array(await new Blob(pieces).arrayBuffer());
    length += value.length;
    pieces.push(value);
    if (length > limit) {
      await reader.cancel();
      return undefined;
    }
  }
}
