import type { HeapMemory, HeapWord } from '../heap/heap-memory';
import type { DomainId } from '../tables/indices';

/** What `assembly/cookies.ts` exports, over one pool. */
export interface CookieCode {
  mark(block: HeapWord, lead: number, bytes: number, domain: DomainId): void;
  take(block: HeapWord, domain: DomainId): number;
  hash(block: HeapWord, size: number): number;
  readonly notes: WebAssembly.Global<'i32'>;
  readonly secret: WebAssembly.Global<'i32'>;
  readonly headers: WebAssembly.Global<'i32'>;
}

/** The cookies' calls on a pool that keeps notes. */
export function cookieCode(memory: HeapMemory, secret: number): CookieCode {
  const code = memory.code as CookieCode;
  code.notes.value = memory.notes.byteOffset;
  code.secret.value = secret;
  return code;
}
