import type { ListedBlocks } from './free-blocks';
import { countListed, listedInOrder } from './free-lists';
import { STRIDE_ALIGN_LOG2, strideOf } from './tagged-layout';
import type { TlsfCode } from './tlsf-code';

/** log2 of the second-level subdivisions of each power of two. */
const SECOND_LEVEL_LOG2 = 5;
const SECOND_LEVELS = 1 << SECOND_LEVEL_LOG2;
/** First-level rows: enough for blocks below 4 GiB. */
const FIRST_LEVELS = 24;

// The control block, at the pool's beginning.
/** One bit per row that has a free block. */
const FIRST_LEVEL_MAP = 0;
/** Per row one word: one bit per list that has a free block. */
const SECOND_LEVEL_MAPS = 1;
/** Per class one word: the first free block of the list, 0 = empty. */
const LIST_HEADS = SECOND_LEVEL_MAPS + FIRST_LEVELS;
export const CONTROL_WORDS = LIST_HEADS + FIRST_LEVELS * SECOND_LEVELS;

/**
 * TLSF's segregated free lists, newest first, with the two levels of bitmaps over them. A free block's second word is
 * the next of its list, its third the word that names it: the second of the one before, or the list's head. So a block
 * leaves its list the same way wherever it stands on it. Requests take blocks out and put them back in
 * `assembly/tlsf-lists.ts`; this looks at what they left.
 */
export class TlsfFreeLists implements ListedBlocks {
  readonly controlWords = CONTROL_WORDS;

  constructor(
    private readonly words: Int32Array,
    private readonly code: TlsfCode,
  ) {}

  get count(): number {
    return countListed(this.words, LIST_HEADS, FIRST_LEVELS * SECOND_LEVELS);
  }

  get listNodes(): number {
    return this.code.found.value;
  }

  get bitmapProbes(): number {
    const { found, climbs, misses } = this.code;
    return found.value + climbs.value + misses.value;
  }

  insert(block: number, stride: number): void {
    this.code.insert(block, stride);
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

  inOrder(): Uint32Array {
    return listedInOrder(this.words, LIST_HEADS, FIRST_LEVELS * SECOND_LEVELS, this.count);
  }

  clear(): void {
    const { words } = this;
    for (const block of this.inOrder()) words.fill(0, block + 1, block + 3);
    words.fill(0, 0, CONTROL_WORDS);
  }

  resetCounters(): void {
    const { found, climbs, misses } = this.code;
    for (const counter of [found, climbs, misses]) counter.value = 0;
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
        const broken = this.checkList(index, free);
        if (broken !== undefined) return broken;
      }
    }
    return free.size === 0 ? undefined : `${free.size} free blocks are on no list`;
  }

  /** Checks one list and takes its blocks out of `free`. */
  private checkList(index: number, free: Set<number>): string | undefined {
    const { words, code } = this;
    let link = LIST_HEADS + index;
    for (let block = words[link]; block !== 0; block = words[block + 1]) {
      if (!free.delete(block)) return `class ${index}: ${block} is not a free block, or listed twice`;
      if (words[block + 2] !== link) return `class ${index}: wrong back link at ${block}`;
      const should = code.insertClass(strideOf(words[block]), STRIDE_ALIGN_LOG2);
      if (should !== index) return `block ${block} is on a wrong list`;
      link = block + 1;
    }
    return undefined;
  }
}
