import { FIRST_HEADER, FREE, PREVIOUS_FREE, strideOf } from './tlsf-layout';

/** What a saved heap says beyond the words that {@link decodeState} has already written. */
interface DecodedState {
  readonly top: number;
  readonly footprint: number;
  readonly usedBlocks: number;
  readonly usedWords: number;
  /** Headers of free blocks, list by list, newest first. */
  readonly freeInOrder: Uint32Array;
}

// A state is a row of LEB128 numbers: footprint (words), number of blocks, number of free ones; then for each block in
// order of address its stride in 16-byte units × 2 + 1 if free; then the free blocks as header / 4, list
// by list, newest first.

/** A heap of `blocks` blocks, used and free, as bytes: about one a block and four a free block. */
export function encodeState(
  words: Uint32Array,
  blocks: number,
  footprint: number,
  freeInOrder: Uint32Array,
): Uint8Array {
  const out = new Uint8Array(15 + 5 * (blocks + freeInOrder.length));
  let at = put(out, 0, footprint);
  at = put(out, at, blocks);
  at = put(out, at, freeInOrder.length);
  let block = FIRST_HEADER;
  for (let i = 0; i < blocks; i++) {
    const header = words[block];
    const stride = strideOf(header);
    at = put(out, at, (stride >>> 1) | (header & FREE));
    block += stride;
  }
  for (let i = 0; i < freeInOrder.length; i++) at = put(out, at, freeInOrder[i] >>> 2);
  return out.slice(0, at);
}

/** Writes headers and footers (no lists) of a saved heap into zeroed `words`. */
export function decodeState(state: Uint8Array, words: Uint32Array): DecodedState {
  const reader = new NumberReader(state);
  const footprint = reader.next();
  const blocks = reader.next();
  const freeInOrder = new Uint32Array(reader.next());
  let top = FIRST_HEADER;
  let usedBlocks = 0;
  let usedWords = 0;
  let previousFree = 0;
  for (let i = 0; i < blocks; i++) {
    const code = reader.next();
    const stride = (code >>> 1) << 2;
    words[top] = (stride << 2) | previousFree | (code & FREE);
    if ((code & FREE) !== 0) {
      words[top + stride - 1] = top;
      previousFree = PREVIOUS_FREE;
    } else {
      usedBlocks++;
      usedWords += stride;
      previousFree = 0;
    }
    top += stride;
  }
  for (let i = 0; i < freeInOrder.length; i++) freeInOrder[i] = (reader.next() << 2) | 3;
  return { top, footprint, usedBlocks, usedWords, freeInOrder };
}

function put(out: Uint8Array, at: number, value: number): number {
  while (value > 0x7f) {
    out[at++] = (value & 0x7f) | 0x80;
    value >>>= 7;
  }
  out[at++] = value;
  return at;
}

class NumberReader {
  private at = 0;

  constructor(private readonly bytes: Uint8Array) {}

  next(): number {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = this.bytes[this.at++];
      value |= (byte & 0x7f) << shift;
      if (byte < 0x80) return value;
    }
  }
}
