import { STRIDE_ALIGN_LOG2 } from './tags';
import { Mapping, SECOND_LEVEL_LOG2, SECOND_LEVELS } from './tlsf-mapping';
import { Words } from '../../heap/assembly/words';

// The control block, as `../tlsf-free-lists.ts` lays it out.
const FIRST_LEVELS: i32 = 24;
const FIRST_LEVEL_MAP: i32 = 0;
const SECOND_LEVEL_MAPS: i32 = 1;
const LIST_HEADS: i32 = SECOND_LEVEL_MAPS + FIRST_LEVELS;
const CONTROL_WORDS: i32 = LIST_HEADS + FIRST_LEVELS * SECOND_LEVELS;

/** Requests that a list served. */
export let found: i32 = 0;
/** Requests for which the row of their own class had nothing, and those of them for which no row had. */
export let climbs: i32 = 0;
export let misses: i32 = 0;

/** TLSF's segregated free lists, newest first, with two levels of bitmaps over them. Sizes are strides in words. */
export class FreeLists {
  /** Takes out the newest of the first list where all blocks have `stride` words or more; 0 = there is none. */
  @inline static take(stride: i32): i32 {
    const wanted = Mapping.searchClass(stride, STRIDE_ALIGN_LOG2);
    let row = wanted >>> SECOND_LEVEL_LOG2;
    if (row >= FIRST_LEVELS) return 0;
    let lists = Words.get(SECOND_LEVEL_MAPS + row) & (-1 << wanted);
    if (lists == 0) {
      const rows = Words.get(FIRST_LEVEL_MAP) & (-2 << row);
      climbs++;
      if (rows == 0) {
        misses++;
        return 0;
      }
      row = ctz(rows);
      lists = Words.get(SECOND_LEVEL_MAPS + row);
    }
    found++;
    const block = Words.get(LIST_HEADS + ((row << SECOND_LEVEL_LOG2) | ctz(lists)));
    FreeLists.remove(block);
    return block;
  }

  /** Puts a block at the head of its list. */
  @inline static insert(block: i32, stride: i32): void {
    const index = Mapping.insertClass(stride, STRIDE_ALIGN_LOG2);
    const head = LIST_HEADS + index;
    const next = Words.get(head);
    Words.set(head, block);
    Words.set(block + 1, next);
    Words.set(block + 2, head);
    if (next != 0) Words.set(next + 2, block + 1);
    else markFilled(index);
  }

  /** Takes a block off its list and clears its link words. */
  @inline static remove(block: i32): void {
    const next = Words.get(block + 1);
    const link = Words.get(block + 2);
    Words.set(block + 1, 0);
    Words.set(block + 2, 0);
    Words.set(link, next);
    if (next != 0) Words.set(next + 2, link);
    else if (link < CONTROL_WORDS) markEmpty(link - LIST_HEADS);
  }
}

// Shifts count modulo 32: by a class they are shifts by its list in its row.

function markFilled(index: i32): void {
  const row = index >>> SECOND_LEVEL_LOG2;
  Words.set(FIRST_LEVEL_MAP, Words.get(FIRST_LEVEL_MAP) | (1 << row));
  Words.set(SECOND_LEVEL_MAPS + row, Words.get(SECOND_LEVEL_MAPS + row) | (1 << index));
}

function markEmpty(index: i32): void {
  const row = index >>> SECOND_LEVEL_LOG2;
  const lists = Words.get(SECOND_LEVEL_MAPS + row) & ~(1 << index);
  Words.set(SECOND_LEVEL_MAPS + row, lists);
  if (lists == 0) Words.set(FIRST_LEVEL_MAP, Words.get(FIRST_LEVEL_MAP) & ~(1 << row));
}
