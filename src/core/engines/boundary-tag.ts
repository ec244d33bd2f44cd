import type { HeapMemory } from '../heap/heap-memory';
import { FirstFitBlocks, NextFitBlocks } from './address-ordered-blocks';
import { BestFitBins } from './best-fit-bins';
import type { FreeBlocks } from './free-blocks';
import { TaggedHeap } from './tagged-heap';

/** Which of the free blocks that are large enough serves a request. */
export type FitPolicy = 'best' | 'first' | 'next';

const POLICIES: Record<FitPolicy, { name: string; over: (words: Int32Array) => FreeBlocks }> = {
  best: { name: 'Best fit', over: (words) => new BestFitBins(words) },
  first: { name: 'First fit', over: (words) => new FirstFitBlocks(words) },
  next: { name: 'Next fit', over: (words) => new NextFitBlocks(words) },
};

/** The classic heap with boundary tags (Knuth; Lea's dlmalloc), with one of three policies. */
export class BoundaryTag extends TaggedHeap {
  constructor(memory: HeapMemory, policy: FitPolicy) {
    const { name, over } = POLICIES[policy];
    super(name, memory, over(memory.signedWords));
  }
}
