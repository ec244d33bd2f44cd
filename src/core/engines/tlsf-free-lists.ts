import {
  FIRST_HEADER,
  FIRST_LEVELS,
  FIRST_LEVEL_MAP,
  LIST_HEADS,
  SECOND_LEVEL_MAPS,
  STRIDE_ALIGN_LOG2,
  strideOf,
} from './tlsf-layout';
import { insertClass, searchClass, SECOND_LEVEL_LOG2, SECOND_LEVELS } from './tlsf-mapping';

function lowestBit(map: number): number {
  return 31 - Math.clz32(map & -map);
}

/** TLSF's segregated free lists, newest first, with the two levels of bitmaps over them. Blocks are header words. */
export class FreeLists {
  /** Number of free blocks on all lists. */
  count = 0;
  listNodes = 0;
  bitmapProbes = 0;

  constructor(private readonly words: Uint32Array) {}

  /** A free block of at least `stride` words: the newest of the first list where all are large enough; 0 = none. */
  find(stride: number): number {
    const words = this.words;
    const wanted = searchClass(stride, STRIDE_ALIGN_LOG2);
    let row = wanted >>> SECOND_LEVEL_LOG2;
    if (row >= FIRST_LEVELS) return 0;
    this.bitmapProbes++;
    let lists = words[SECOND_LEVEL_MAPS + row] & (-1 << (wanted & (SECOND_LEVELS - 1)));
    if (lists === 0) {
      this.bitmapProbes++;
      const rows = words[FIRST_LEVEL_MAP] & (-1 << (row + 1));
      if (rows === 0) return 0;
      row = lowestBit(rows);
      lists = words[SECOND_LEVEL_MAPS + row];
    }
    this.listNodes++;
    return words[LIST_HEADS + (row << SECOND_LEVEL_LOG2) + lowestBit(lists)];
  }

  /** Puts a block of `stride` words at the head of its list. */
  insert(block: number, stride: number): void {
    const words = this.words;
    this.count++;
    const index = insertClass(stride, STRIDE_ALIGN_LOG2);
    const next = words[LIST_HEADS + index];
    if (next === 0) {
      const row = index >>> SECOND_LEVEL_LOG2;
      words[FIRST_LEVEL_MAP] |= 1 << row;
      words[SECOND_LEVEL_MAPS + row] |= 1 << (index & (SECOND_LEVELS - 1));
    } else {
      words[next + 2] = block;
    }
    words[block + 1] = next;
    words[block + 2] = 0;
    words[LIST_HEADS + index] = block;
  }

  /** Takes a block of `stride` words off its list and clears its link words. */
  remove(block: number, stride: number): void {
    const words = this.words;
    this.count--;
    const next = words[block + 1];
    const previous = words[block + 2];
    words[block + 1] = 0;
    words[block + 2] = 0;
    if (next !== 0) words[next + 2] = previous;
    if (previous !== 0) {
      words[previous + 1] = next;
      return;
    }
    const index = insertClass(stride, STRIDE_ALIGN_LOG2);
    words[LIST_HEADS + index] = next;
    if (next !== 0) return;
    const row = index >>> SECOND_LEVEL_LOG2;
    words[SECOND_LEVEL_MAPS + row] &= ~(1 << (index & (SECOND_LEVELS - 1)));
    if (words[SECOND_LEVEL_MAPS + row] === 0) words[FIRST_LEVEL_MAP] &= ~(1 << row);
  }

  /** Stride in words of the largest free block, 0 = none. Looks through one list. */
  largest(): number {
    const words = this.words;
    const rows = words[FIRST_LEVEL_MAP];
    if (rows === 0) return 0;
    const row = 31 - Math.clz32(rows);
    const list = 31 - Math.clz32(words[SECOND_LEVEL_MAPS + row]);
    let largest = 0;
    for (let block = words[LIST_HEADS + (row << SECOND_LEVEL_LOG2) + list]; block !== 0; block = words[block + 1]) {
      largest = Math.max(largest, strideOf(words[block]));
    }
    return largest;
  }

  /** Every free block, list by list, newest first: inserted from the last to the first they make the same lists. */
  inOrder(): Uint32Array {
    const words = this.words;
    const blocks = new Uint32Array(this.count);
    let filled = 0;
    for (let index = 0; index < FIRST_LEVELS * SECOND_LEVELS; index++) {
      for (let block = words[LIST_HEADS + index]; block !== 0; block = words[block + 1]) blocks[filled++] = block;
    }
    return blocks;
  }

  /** Empties all lists, and zeroes the control block. */
  clear(): void {
    this.words.fill(0, 0, FIRST_HEADER);
    this.count = 0;
  }

  resetCounters(): void {
    this.listNodes = 0;
    this.bitmapProbes = 0;
  }
}
