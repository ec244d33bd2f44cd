import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { ZstdDecompressor } from '../src/formats/zstd';

const zstd = new WebAssembly.Module(readFileSync(join(import.meta.dirname, '../src/formats/zstd.wasm')));

/** The lines of a trace file, whatever it is packed with. */
export function traceLines(path: string): readonly string[] {
  const file = readFileSync(path);
  return unpack(file).toString('utf8').split('\n');
}

function unpack(file: Buffer): Buffer {
  if (file[0] === 0x1f) return gunzipSync(file);
  return file[0] === 0x28 ? unpackZstd(file) : file;
}

function unpackZstd(file: Uint8Array): Buffer {
  const decompressor = new ZstdDecompressor(zstd);
  decompressor.feed(file);
  const pieces: Uint8Array[] = [];
  for (let piece = decompressor.read(); piece !== undefined; piece = decompressor.read()) pieces.push(piece.slice());
  return Buffer.concat(pieces);
}
