import type { EngineStats } from './engine';
import {
  FIRST_HEADER,
  FIRST_LEVELS,
  FIRST_LEVEL_MAP,
  FREE,
  LIST_HEADS,
  PREVIOUS_FREE,
  SECOND_LEVEL_MAPS,
  STRIDE_ALIGN_LOG2,
  strideOf,
} from './tlsf-layout';
import { insertClass, SECOND_LEVEL_LOG2, SECOND_LEVELS } from './tlsf-mapping';

/**
 * What of TLSF's promises the words below `top` break first; undefined when none: strides cover the heap, no two free
 * blocks touch, flags and footers agree, each free block is on the list of its class and on no other, bitmaps
 * agree with lists, and the running figures with a count.
 */
export function findBrokenPromise(words: Uint32Array, top: number, stats: EngineStats): string | undefined {
  const free = new Set<number>();
  return checkBlocks(words, top, stats, free) ?? checkLists(words, free) ?? checkFigures(stats);
}

/** Checks block by block and collects the free ones. */
function checkBlocks(words: Uint32Array, top: number, stats: EngineStats, free: Set<number>): string | undefined {
  let block = FIRST_HEADER;
  let usedBlocks = 0;
  let usedWords = 0;
  let previous = 0;
  while (block < top) {
    const header = words[block];
    const stride = strideOf(header);
    if (stride === 0) return `block ${block} has no size`;
    const previousIsFree = free.has(previous);
    if (((header & PREVIOUS_FREE) !== 0) !== previousIsFree) return `block ${block} is wrong about the one before`;
    if (previousIsFree && words[block - 1] !== previous) return `block ${block} does not know where the last one is`;
    if ((header & FREE) !== 0) {
      if (previousIsFree) return `free blocks ${previous} and ${block} were not merged`;
      free.add(block);
    } else {
      usedBlocks++;
      usedWords += stride;
    }
    previous = block;
    block += stride;
  }
  if (block !== top) return `the last block ends at ${block}, not at the top ${top}`;
  if (free.has(previous)) return `free block ${previous} was not merged with the top`;
  if (stats.usedBlocks !== usedBlocks) return `${usedBlocks} used blocks, but ${stats.usedBlocks} were counted`;
  if (stats.blocks !== (usedWords - usedBlocks) * 4) return `blocks were counted as ${stats.blocks} bytes`;
  return undefined;
}

function checkLists(words: Uint32Array, free: Set<number>): string | undefined {
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

/** Checks one list and takes its blocks out of `free`. */
function checkList(words: Uint32Array, index: number, free: Set<number>): string | undefined {
  let previous = 0;
  for (let block = words[LIST_HEADS + index]; block !== 0; block = words[block + 1]) {
    if (!free.delete(block)) return `class ${index}: ${block} is not a free block, or listed twice`;
    if (words[block + 2] !== previous) return `class ${index}: wrong back link at ${block}`;
    if (insertClass(strideOf(words[block]), STRIDE_ALIGN_LOG2) !== index) return `block ${block} is on a wrong list`;
    previous = block;
  }
  return undefined;
}

function checkFigures(stats: EngineStats): string | undefined {
  if (stats.blocks + stats.overhead + stats.free !== stats.footprint) return 'P = B + H + F does not hold';
  return stats.largestFree <= stats.free ? undefined : 'the largest free block is larger than all free bytes';
}
