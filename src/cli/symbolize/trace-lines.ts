import { createReadStream } from 'node:fs';
import type { ContainerDamage } from '../../formats/decompressor';
import { Unpacker } from '../../formats/unpacker';
import { WholeLines, type LineSink } from '../../formats/whole-lines';
import { zstdModule } from '../zstd-module';

const CHUNK_BYTES = 1 << 20;

/** How reading a trace's lines ended. */
export interface LinesEnd {
  readonly damage: ContainerDamage | undefined;
  /** What stands behind the last line's end: a line that the recorder did not finish, without the room behind it. */
  readonly unfinished: Uint8Array;
}

/**
 * Gives `sink` the lines of a trace, plain or compressed, and yields after every few hundred kilobytes of them. Throws
 * the system's error when the file cannot be read.
 */
export async function* readLines(file: string, sink: LineSink): AsyncGenerator<undefined, LinesEnd> {
  const unpacker = new Unpacker(zstdModule());
  const lines = new WholeLines(sink);
  for await (const chunk of createReadStream(file, { highWaterMark: CHUNK_BYTES })) {
    unpacker.push(chunk as Uint8Array); // a stream without an encoding gives bytes
    yield* takeAll(unpacker, lines);
    if (unpacker.damage !== undefined) break;
  }
  unpacker.end();
  yield* takeAll(unpacker, lines);
  return { damage: unpacker.damage, unfinished: withoutRoom(lines.rest) };
}

function* takeAll(unpacker: Unpacker, lines: WholeLines): Generator<undefined> {
  for (let piece = unpacker.read(); piece !== undefined; piece = unpacker.read()) {
    lines.push(piece);
    yield;
  }
}

/** A recorder that was killed leaves the zeroes of room that it had not written to yet. */
function withoutRoom(bytes: Uint8Array): Uint8Array {
  return bytes.subarray(0, bytes.findLastIndex((byte) => byte !== 0) + 1);
}
