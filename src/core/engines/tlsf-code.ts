import type { HeapMemory, HeapWord } from '../heap/heap-memory';

type Whole = WebAssembly.Global<'i32'>;

/** What `assembly/tlsf.ts` exports, over one pool. */
export interface TlsfCode {
  alloc(bytes: number, alignLog2: number): HeapWord;
  free(payload: HeapWord): void;
  realloc(payload: HeapWord, bytes: number, alignLog2: number): HeapWord;
  insert(block: number, stride: number): void;
  insertClass(size: number, alignLog2: number): number;
  searchClass(size: number, alignLog2: number): number;
  readonly limit: Whole;
  readonly top: Whole;
  readonly footprint: Whole;
  readonly used: Whole;
  readonly usedWords: Whole;
  readonly splits: Whole;
  readonly merges: Whole;
  readonly wordsCopied: Whole;
  readonly found: Whole;
  readonly climbs: Whole;
  readonly misses: Whole;
}

/** TLSF's calls on `memory`, which is empty. */
export function tlsfCode(memory: HeapMemory): TlsfCode {
  return memory.code as TlsfCode;
}
