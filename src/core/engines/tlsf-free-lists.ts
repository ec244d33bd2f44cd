import type { FreeBlocks } from './free-blocks';
import { countListed, listedInOrder } from './free-lists';
import { STRIDE_ALIGN_LOG2, strideOf } from './tagged-layout';
import { insertClass, searchClass, SECOND_LEVEL_LOG2, SECOND_LEVELS } from './tlsf-mapping';

/** First-level rows: enough for blocks below 4 GiB. */
const FIRST_LEVELS = 24;

// The control block, at the pool's beginning.
/** One bit per row that has a free block. */
const FIRST_LEVEL_MAP = 0;
/** Per row one word: one bit per list that has a free block. */
const SECOND_LEVEL_MAPS = 1;
/** Per class one word: the first free block of the list, 0 = empty. */
const LIST_HEADS = SECOND_LEVEL_MAPS + FIRST_LEVELS;
const CONTROL_WORDS = LIST_HEADS + FIRST_LEVELS * SECOND_LEVELS;

const lowestBit = (map: number): number => 31 - Math.clz32(map & -map);

/**
 * TLSF's segregated free lists, newest first, with the two levels of bitmaps over them. A free block's second word is
 * the next of its list, its third the word that names it: the second of the one before, or the list's head. So a block
 * leaves its list the same way wherever it stands on it.
 */
export class TlsfFreeLists implements FreeBlocks {
  readonly controlWords = CONTROL_WORDS;
  /** Requests that a list served. */
  private found = 0;
  /** Requests for which the row of their own class had nothing, and those of them for which no row had. */
  private climbs = 0;
  private misses = 0;

  constructor(private readonly words: Int32Array) {}

  /** Counted when it is asked for: once a state, not once a call. */
  get count(): number {
    return countListed(this.words, LIST_HEADS, FIRST_LEVELS * SECOND_LEVELS);
  }

  get listNodes(): number {
    return this.found;
  }

  get bitmapProbes(): number {
    return this.found + this.climbs + this.misses;
  }

  /** Takes out the newest of the first list where all blocks have `stride` words or more; 0 = there is none. */
  take(stride: number): number {
    const words = this.words;
    const wanted = searchClass(stride, STRIDE_ALIGN_LOG2);
    let row = wanted >>> SECOND_LEVEL_LOG2;
    if (row >= FIRST_LEVELS) return 0;
    let lists = words[SECOND_LEVEL_MAPS + row] & (-1 << wanted);
    if (lists === 0) {
      row = this.rowAbove(row);
      if (row === 0) return 0;
      lists = words[SECOND_LEVEL_MAPS + row];
    }
    this.found++;
    const block = words[LIST_HEADS + ((row << SECOND_LEVEL_LOG2) | lowestBit(lists))];
    this.remove(block);
    return block;
  }

  /** The next row that has a free block, which has blocks larger than those of `row`; 0 = there is none. */
  private rowAbove(row: number): number {
    const rows = this.words[FIRST_LEVEL_MAP] & (-2 << row);
    this.climbs++;
    if (rows !== 0) return lowestBit(rows);
    this.misses++;
    return 0;
  }

  /** Puts a block of `stride` words at the head of its list. */
  insert(block: number, stride: number): void {
    const words = this.words;
    const index = insertClass(stride, STRIDE_ALIGN_LOG2);
    const head = LIST_HEADS + index;
    const next = words[head];
    words[head] = block;
    words[block + 1] = next;
    words[block + 2] = head;
    if (next !== 0) words[next + 2] = block + 1;
    else this.markFilled(index);
  }

  /** Takes a block off its list and clears its link words. */
  remove(block: number): void {
    const words = this.words;
    const next = words[block + 1];
    const link = words[block + 2];
    words[block + 1] = 0;
    words[block + 2] = 0;
    words[link] = next;
    if (next !== 0) words[next + 2] = link;
    else if (link < CONTROL_WORDS) this.markEmpty(link - LIST_HEADS);
  }

  // Shifts count modulo 32: by a class they are shifts by its list in its row.

  private markFilled(index: number): void {
    const words = this.words;
    const row = index >>> SECOND_LEVEL_LOG2;
    words[FIRST_LEVEL_MAP] |= 1 << row;
    words[SECOND_LEVEL_MAPS + row] |= 1 << index;
  }

  /** Clears the bits of a list from which the last block went. */
  private markEmpty(index: number): void {
    const words = this.words;
    const row = index >>> SECOND_LEVEL_LOG2;
    const lists = words[SECOND_LEVEL_MAPS + row] & ~(1 << index);
    words[SECOND_LEVEL_MAPS + row] = lists;
    if (lists === 0) words[FIRST_LEVEL_MAP] &= ~(1 << row);
  }

  /** Looks through one list. */
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

  placed(): void {
    // Where the last block lies does not matter here.
  }

  inOrder(): Uint32Array {
    return listedInOrder(this.words, LIST_HEADS, FIRST_LEVELS * SECOND_LEVELS, this.count);
  }

  clear(): void {
    this.words.fill(0, 0, CONTROL_WORDS);
  }

  resetCounters(): void {
    this.found = 0;
    this.climbs = 0;
    this.misses = 0;
  }

  /** Each free block is on the list of its class and on no other, bitmaps agree with lists. */
  findBrokenPromise(free: Set<number>): string | undefined {
    const words = this.words;
    for (let row = 0; row < FIRST_LEVELS; row++) {
      const lists = words[SECOND_LEVEL_MAPS + row];
      if (((words[FIRST_LEVEL_MAP] >>> row) & 1) !== (lists === 0 ? 0 : 1)) return `row ${row}: wrong first-level bit`;
      for (let list = 0; list < SECOND_LEVELS; list++) {
        const index = (row << SECOND_LEVEL_LOG2) | list;
        const head = words[LIST_HEADS + index];
        if (((lists >>> list) & 1) !== (head === 0 ? 0 : 1)) return `class ${index}: wrong second-level bit`;
        const broken = checkList(words, index, free);
        if (broken !== undefined) return broken;
      }
    }
    return free.size === 0 ? undefined : `${free.size} free blocks are on no list`;
  }
}

/** Checks one list and takes its blocks out of `free`. */
function checkList(words: Int32Array, index: number, free: Set<number>): string | undefined {
  let link = LIST_HEADS + index;
  for (let block = words[link]; block !== 0; block = words[block + 1]) {
    if (!free.delete(block)) return `class ${index}: ${block} is not a free block, or listed twice`;
    if (words[block + 2] !== link) return `class ${index}: wrong back link at ${block}`;
    if (insertClass(strideOf(words[block]), STRIDE_ALIGN_LOG2) !== index) return `block ${block} is on a wrong list`;
    link = block + 1;
  }
  return undefined;
}
