import type { Decompressor } from './decompressor';
import { GzipDecompressor } from './gzip';
import { PlainBytes } from './plain';
import { ZstdDecompressor } from './zstd';

/** Bytes of a file that are enough to know its container. */
export const CONTAINER_HEAD = 4;

/**
 * The decompressor for a file that begins with `head` ({@link CONTAINER_HEAD} bytes, or the whole file), recognised by
 * magic bytes and never by name. `zstd` is `zstd.wasm`, compiled.
 */
export function openContainer(head: Uint8Array, zstd: WebAssembly.Module): Decompressor {
  if (head[0] === 0x1f && head[1] === 0x8b) return new GzipDecompressor();
  if (head[0] === 0x28 && head[1] === 0xb5 && head[2] === 0x2f && head[3] === 0xfd) return new ZstdDecompressor(zstd);
  const isSkippableFrame = (head[0] & 0xf0) === 0x50 && head[1] === 0x2a && head[2] === 0x4d && head[3] === 0x18;
  return isSkippableFrame ? new ZstdDecompressor(zstd) : new PlainBytes();
}
