import type { HeapMemory, HeapWord } from '../heap/heap-memory';
import { NO_ROOM, type OperationCounters } from './engine';
import { TaggedHeap } from './tagged-heap';
import { MAX_REQUEST } from './tagged-layout';
import { tlsfCode, type TlsfCode } from './tlsf-code';
import { TlsfFreeLists } from './tlsf-free-lists';

/**
 * Two-level segregated fit (Masmano et al.; mattconte/tlsf): constant time, good fit, newest first, immediate merging.
 * Where the reference gives its lists one free block as large as the pool, the top stands here (`tagged-heap.ts`).
 *
 * Its calls are WebAssembly over the same words (`assembly/tlsf.ts`): whatever the just-in-time compiler makes of the
 * layers above, a call stays one piece of code, and looks up words without checking their index.
 */
export class Tlsf extends TaggedHeap {
  private readonly code: TlsfCode;

  /** @param memory all zero; nobody else hands out its words */
  constructor(memory: HeapMemory) {
    const code = tlsfCode(memory);
    super('TLSF', memory, new TlsfFreeLists(memory.signedWords, code));
    this.code = code;
    code.limit.value = memory.limitWords;
    memory.keepFootprintIn(code.footprint);
    code.top.value = this.first;
  }

  alloc(bytes: number, alignLog2: number): HeapWord {
    return bytes > MAX_REQUEST ? NO_ROOM : this.code.alloc(bytes, alignLog2);
  }

  free(payload: HeapWord): void {
    this.code.free(payload);
  }

  realloc(payload: HeapWord, bytes: number, alignLog2: number): HeapWord {
    return bytes > MAX_REQUEST ? NO_ROOM : this.code.realloc(payload, bytes, alignLog2);
  }

  protected get top(): number {
    return this.code.top.value;
  }

  protected set top(word: number) {
    this.code.top.value = word;
  }

  protected get used(): number {
    return this.code.used.value;
  }

  protected set used(blocks: number) {
    this.code.used.value = blocks;
  }

  protected get usedWords(): number {
    return this.code.usedWords.value;
  }

  protected set usedWords(words: number) {
    this.code.usedWords.value = words;
  }

  protected get costs(): Pick<OperationCounters, 'splits' | 'merges' | 'wordsCopied'> {
    const { splits, merges, wordsCopied } = this.code;
    return { splits: splits.value, merges: merges.value, wordsCopied: wordsCopied.value };
  }

  protected resetCosts(): void {
    const { splits, merges, wordsCopied } = this.code;
    for (const cost of [splits, merges, wordsCopied]) cost.value = 0;
  }
}
