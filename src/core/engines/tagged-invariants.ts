import type { EngineStats } from './engine';
import { FREE, PREVIOUS_FREE, strideOf } from './tagged-layout';

/**
 * What of the promises of boundary tags the words from header `first` to `top` break first; undefined when none:
 * strides cover the heap, no two free blocks touch, flags and footers agree, and the running figures with a count.
 * Puts the free blocks into `free`.
 */
export function findBrokenTags(
  words: Int32Array,
  first: number,
  top: number,
  stats: EngineStats,
  free: Set<number>,
): string | undefined {
  let block = first;
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
