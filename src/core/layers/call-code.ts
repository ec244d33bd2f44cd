import type { HeapMemory, HeapWord } from '../heap/heap-memory';
import type { DomainId } from '../tables/indices';

/** In place of a block: nothing happened, and layers have to say what comes of it. */
export const LEFT = -1 as HeapWord;

/** What `assembly/calls.ts` exports, over one pool: TLSF's calls, with cookies or without. */
export interface CallCode {
  allocFor(bytes: number, alignLog2: number, domain: DomainId): HeapWord;
  /** 0: nothing happened, the block is none of `domain`. */
  freeOf(block: HeapWord, domain: DomainId): number;
  /** `NO_ROOM`: the block stays as it was. Or {@link LEFT}. */
  reallocOf(block: HeapWord, bytes: number, alignLog2: number, domain: DomainId): HeapWord;
  readonly hasCookies: WebAssembly.Global<'i32'>;
}

/** @param memory the pool of a TLSF, and of the cookies over it if there are any */
export function callCode(memory: HeapMemory, hasCookies: boolean): CallCode {
  const code = memory.code as CallCode;
  code.hasCookies.value = hasCookies ? 1 : 0;
  return code;
}
