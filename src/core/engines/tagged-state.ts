import { ByteReader } from '../../base/byte-reader';
import { ByteWriter } from '../../base/byte-writer';
import { FREE, PREVIOUS_FREE, strideOf } from './tagged-layout';

/** A heap as a state says it. */
export interface TaggedState {
  readonly footprint: number;
  /** Used and free ones. */
  readonly blocks: number;
  /** Headers of free blocks, in the order in which they are taken in again. */
  readonly freeInOrder: Uint32Array;
  /** `FreeBlocks.extraState`. */
  readonly extra: number;
}

/** What {@link decodeState} found beside it. */
interface DecodedState extends TaggedState {
  readonly top: number;
  readonly usedBlocks: number;
  readonly usedWords: number;
}

// A state is a row of whole numbers (LEB128): footprint in words, number of blocks, number of free ones, the extra
// number; then for each block in order of address its stride in 16-byte units × 2 + 1 if free; then the free blocks as
// header / 4.

/** A heap of blocks from header `first` on as bytes: about one a block and four a free block. */
export function encodeState(words: Int32Array, first: number, state: TaggedState): Uint8Array {
  const { footprint, blocks, freeInOrder, extra } = state;
  const out = new ByteWriter();
  out.varint(footprint);
  out.varint(blocks);
  out.varint(freeInOrder.length);
  out.varint(extra);
  let block = first;
  for (let i = 0; i < blocks; i++) {
    const header = words[block];
    const stride = strideOf(header);
    out.varint((stride >>> 1) | (header & FREE));
    block += stride;
  }
  for (let i = 0; i < freeInOrder.length; i++) out.varint(freeInOrder[i] >>> 2);
  return out.written.slice();
}

/** Writes headers and footers (no links) of a saved heap into zeroed `words`. */
export function decodeState(state: Uint8Array, words: Int32Array, first: number): DecodedState {
  const reader = new ByteReader(state);
  const footprint = reader.varint();
  const blocks = reader.varint();
  const freeInOrder = new Uint32Array(reader.varint());
  const extra = reader.varint();
  let top = first;
  let usedBlocks = 0;
  let usedWords = 0;
  let previousFree = 0;
  for (let i = 0; i < blocks; i++) {
    const code = reader.varint();
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
  for (let i = 0; i < freeInOrder.length; i++) freeInOrder[i] = (reader.varint() << 2) | 3;
  return { top, footprint, blocks, usedBlocks, usedWords, freeInOrder, extra };
}
