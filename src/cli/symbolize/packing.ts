import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { findProgram } from '../find-program';

/** How a trace's text is packed, recognised by its first bytes. */
export type Packing = 'plain' | 'gzip' | 'zstd';

export function packingOf(head: Uint8Array): Packing {
  if (head[0] === 0x1f && head[1] === 0x8b) return 'gzip';
  const isFrame = head[0] === 0x28 && head[1] === 0xb5;
  const isSkippable = (head[0] & 0xf0) === 0x50 && head[1] === 0x2a && head[2] === 0x4d;
  return isFrame || isSkippable ? 'zstd' : 'plain';
}

/** What a file can be packed in here: zstd takes the `zstd` program, gzip stands in where there is none. */
export function availablePacking(wanted: Packing): Packing {
  return wanted === 'zstd' && findProgram('zstd') === undefined ? 'gzip' : wanted;
}

/** Writes a file packed as asked. Throws the system's error where it refuses. */
export async function writePacked(
  path: string,
  packing: Packing,
  content: () => AsyncIterable<Uint8Array>,
): Promise<void> {
  const file = createWriteStream(path);
  if (packing === 'plain') await pipeline(content, file);
  else if (packing === 'gzip') await pipeline(content, createGzip(), file);
  else {
    const zstd = spawn('zstd', ['--quiet', '--stdout', '-'], { stdio: ['pipe', 'pipe', 'ignore'] });
    const ended = once(zstd, 'close');
    await Promise.all([pipeline(content, zstd.stdin), pipeline(zstd.stdout, file)]);
    await ended;
    if (zstd.exitCode !== 0) throw new Error(`zstd ended with code ${String(zstd.exitCode)}`);
  }
}
