// TLSF's calls, compiled to WebAssembly: what a replay does millions of times. `../tlsf.ts` has everything else, and
// `../boundary-tag.ts` the same heap in TypeScript, for structures of free blocks that stand beside it.
// Blocks are the words of their headers, sizes are strides in words, 0 is no block.
import { BASE_ALIGN_LOG2, FREE, PREVIOUS_FREE, Tags } from './tags';
import { FreeLists } from './tlsf-lists';
import { Mapping } from './tlsf-mapping';
import { Words } from '../../heap/assembly/words';

export { climbs, found, misses } from './tlsf-lists';

/** Largest request that a pool of any limit could serve, in bytes. */
export const MAX_REQUEST: u32 = 0xffffffc0;
/** Largest alignment served: 1 GiB. */
export const MAX_ALIGN_LOG2: i32 = 30;
const BASE_ALIGN_WORDS: i32 = 1 << (BASE_ALIGN_LOG2 - 2);

/** Words of the pool. */
export let limit: i32 = 0;
/** Where the next header beyond the last block would stand. */
export let top: i32 = 0;
/** The highest that `top` ever was. */
export let footprint: i32 = 0;
export let used: i32 = 0;
export let usedWords: i32 = 0;
export let splits: i32 = 0;
export let merges: i32 = 0;
export let wordsCopied: i32 = 0;

/** As an engine's calls; `bytes`: {@link MAX_REQUEST} at most. */
export function alloc(bytes: u32, alignLog2: i32): i32 {
  return Heap.alloc(bytes, alignLog2);
}

export function free(payload: i32): void {
  Heap.free(payload);
}

export function realloc(payload: i32, bytes: u32, alignLog2: i32): i32 {
  return Heap.realloc(payload, bytes, alignLog2);
}

/** Takes in a free block, whose header is written. */
export function insert(block: i32, stride: i32): void {
  FreeLists.insert(block, stride);
}

export function insertClass(size: i32, alignLog2: i32): i32 {
  return Mapping.insertClass(size, alignLog2);
}

export function searchClass(size: i32, alignLog2: i32): i32 {
  return Mapping.searchClass(size, alignLog2);
}

function isAligned(payload: i32, alignLog2: i32): bool {
  if (alignLog2 <= BASE_ALIGN_LOG2) return true;
  return alignLog2 <= MAX_ALIGN_LOG2 && (payload & ((1 << (alignLog2 - 2)) - 1)) == 0;
}

/** As {@link Heap.place}, for an alignment beyond what every block has. */
function placeAligned(stride: i32, alignLog2: i32): i32 {
  if (alignLog2 > MAX_ALIGN_LOG2) return 0;
  const alignWords = 1 << (alignLog2 - 2);
  // Payloads are 16-aligned, so the gap before an aligned one is nothing or room for a block of its own.
  const taken = FreeLists.take(stride + alignWords - BASE_ALIGN_WORDS);
  const below = taken == 0 ? top : taken;
  const gap = -(below + 1) & (alignWords - 1);
  if (taken == 0) {
    if (!Heap.extendTop(below, gap + stride)) return 0;
  } else {
    Heap.settle(below, Tags.strideOf(Words.get(below)), gap + stride, 0);
  }
  used++;
  usedWords += stride;
  return (gap == 0 ? below : cutGap(below, gap)) + 1;
}

/** Frees the first `gap` words of a block that was just taken; the header of the rest. */
function cutGap(block: i32, gap: i32): i32 {
  const rest = block + gap;
  Words.set(rest, (Words.get(block) - (gap << 2)) | PREVIOUS_FREE);
  splits++;
  Words.set(block, (gap << 2) | FREE);
  Words.set(rest - 1, block);
  FreeLists.insert(block, gap);
  return rest;
}

function shrink(block: i32, have: i32, wanted: i32): void {
  Words.set(block, (wanted << 2) | (Words.get(block) & PREVIOUS_FREE));
  usedWords -= have - wanted;
  splits++;
  Heap.giveBack(block + wanted, have - wanted, 0);
}

/** In place, into the free block that follows or into the top; false where neither has the room. */
function grow(block: i32, have: i32, wanted: i32): bool {
  const previousFree = Words.get(block) & PREVIOUS_FREE;
  const next = block + have;
  if (next == top) {
    if (!Heap.extendTop(block, wanted)) return false;
    Words.set(block, (wanted << 2) | previousFree);
  } else {
    const header = Words.get(next);
    const room = have + Tags.strideOf(header);
    if ((header & FREE) == 0 || room < wanted) return false;
    FreeLists.remove(next);
    Words.set(next, 0);
    merges++;
    Heap.settle(block, room, wanted, previousFree);
  }
  usedWords += wanted - have;
  return true;
}

function move(block: i32, have: i32, wanted: i32, alignLog2: i32): i32 {
  const moved = alignLog2 > BASE_ALIGN_LOG2 ? placeAligned(wanted, alignLog2) : Heap.place(wanted);
  if (moved == 0) return 0;
  const copied = min(have, wanted) - 1;
  Words.copy(moved, block + 1, copied);
  wordsCopied += copied;
  Heap.release(block);
  return moved;
}

/** What calls have in common; made part of each. */
export class Heap {
  /** The payload of a new block; 0: there is no room. `bytes`: {@link MAX_REQUEST} at most, here and below. */
  @inline static alloc(bytes: u32, alignLog2: i32): i32 {
    const stride = Tags.strideFor(bytes);
    return alignLog2 > BASE_ALIGN_LOG2 ? placeAligned(stride, alignLog2) : Heap.place(stride);
  }

  @inline static free(payload: i32): void {
    Heap.release(payload - 1);
  }

  /** Where the block lies then; 0: there is no room, and it stays as it was. */
  static realloc(payload: i32, bytes: u32, alignLog2: i32): i32 {
    const block = payload - 1;
    const have = Tags.strideOf(Words.get(block));
    const wanted = Tags.strideFor(bytes);
    if (!isAligned(payload, alignLog2)) return move(block, have, wanted, alignLog2);
    if (wanted < have) shrink(block, have, wanted);
    else if (wanted > have && !grow(block, have, wanted)) return move(block, have, wanted, alignLog2);
    return payload;
  }

  /** The payload of a new used block, or 0. */
  @inline static place(stride: i32): i32 {
    let block = FreeLists.take(stride);
    if (block == 0) {
      block = top;
      if (!Heap.extendTop(block, stride)) return 0;
    } else {
      Heap.settle(block, Tags.strideOf(Words.get(block)), stride, 0);
    }
    used++;
    usedWords += stride;
    return block + 1;
  }

  /** Makes `block` the last one. */
  @inline static extendTop(block: i32, stride: i32): bool {
    // One word more: the sentinel at the top lies in the pool too. A pool has 2^30 words, and so may a stride.
    if (<u32>(block + stride) >= <u32>limit) return false;
    top = block + stride;
    if (top > footprint) footprint = top;
    Words.set(block, stride << 2);
    return true;
  }

  /** Gives `have` words to a used block of `wanted` words and a free one of the rest; the last were of an unlisted free one. */
  @inline static settle(block: i32, have: i32, wanted: i32, previousFree: i32): void {
    const end = block + have;
    Words.set(block, (wanted << 2) | previousFree);
    if (have == wanted) {
      Words.set(end - 1, 0);
      Words.set(end, Words.get(end) & ~PREVIOUS_FREE);
      return;
    }
    // The block at `end` knows already that there is a free one before it.
    const rest = block + wanted;
    splits++;
    Words.set(rest, ((have - wanted) << 2) | FREE);
    Words.set(end - 1, rest);
    FreeLists.insert(rest, have - wanted);
  }

  @inline static release(block: i32): void {
    const header = Words.get(block);
    // Only a bug of ours frees a free block.
    if ((header & FREE) != 0) unreachable();
    const stride = Tags.strideOf(header);
    used--;
    usedWords -= stride;
    Heap.giveBack(block, stride, header & PREVIOUS_FREE);
  }

  /** Merges words that are no longer used with free neighbours, or with the top. */
  @inline static giveBack(block: i32, stride: i32, previousFree: i32): void {
    const next = block + stride;
    if (previousFree != 0) {
      const previous = Words.get(block - 1);
      FreeLists.remove(previous);
      Words.set(block - 1, 0);
      Words.set(block, 0);
      stride += Tags.strideOf(Words.get(previous));
      block = previous;
      merges++;
    }
    if (next == top) {
      Words.set(block, 0);
      top = block;
      return;
    }
    const header = Words.get(next);
    if ((header & FREE) == 0) {
      Words.set(next, header | PREVIOUS_FREE);
    } else {
      // Its footer is that of the merged block, and the block after it knows already that there is a free one before it.
      FreeLists.remove(next);
      Words.set(next, 0);
      stride += Tags.strideOf(header);
      merges++;
    }
    Words.set(block, (stride << 2) | FREE);
    Words.set(block + stride - 1, block);
    FreeLists.insert(block, stride);
  }
}
