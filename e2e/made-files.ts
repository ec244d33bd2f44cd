import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import type { MadeFile } from './heapglass-page';

/** A Heapglass trace of these records. */
export function madeTrace(records: readonly string[], name = 'made.hgt'): MadeFile {
  return { name, bytes: Buffer.from(`${['heapglass 1', ...records].join('\n')}\n`) };
}

/** Twenty blocks of 100 bytes, taken one after another. */
export const TWENTY = Array.from({ length: 20 }, (_, block) => `+ ${4096 + 256 * block} 100`);

/** A gzip file whose content does not match its checksum. */
export function withWrongChecksum({ name, bytes }: MadeFile): MadeFile {
  const packed = gzipSync(bytes);
  // The last eight bytes are the checksum and the length of the content.
  packed[packed.length - 8] ^= 0xff;
  return { name: `${name}.gz`, bytes: packed };
}

/** The first `share` of a file. */
export function cutFile(path: string, name: string, share: number): MadeFile {
  const bytes = readFileSync(path);
  return { name, bytes: bytes.subarray(0, Math.floor(bytes.length * share)) };
}
