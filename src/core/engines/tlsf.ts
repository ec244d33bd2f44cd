import type { HeapMemory } from '../heap/heap-memory';
import { TaggedHeap } from './tagged-heap';
import { TlsfFreeLists } from './tlsf-free-lists';

/**
 * Two-level segregated fit (Masmano et al.; mattconte/tlsf): constant time, good fit, newest first, immediate merging.
 * Where the reference gives its lists one free block as large as the pool, the top stands here (`tagged-heap.ts`).
 */
export class Tlsf extends TaggedHeap {
  constructor(memory: HeapMemory) {
    super('TLSF', memory, new TlsfFreeLists(memory.signedWords));
  }
}
