import { codeOver } from '../heap/compiled-code';
import type { HeapMemory, HeapWord } from '../heap/heap-memory';
import type { DomainId } from '../tables/indices';
import { binary } from './assembly/cookies.ts?assembly';

/** What `assembly/cookies.ts` exports, over one pool. */
export interface CookieCode {
  mark(block: HeapWord, lead: number, bytes: number, domain: DomainId): void;
  take(block: HeapWord, domain: DomainId): number;
  hash(block: HeapWord, size: number): number;
  readonly notes: WebAssembly.Global<'i32'>;
  readonly secret: WebAssembly.Global<'i32'>;
  readonly headers: WebAssembly.Global<'i32'>;
}

/** A kilobyte: compiled while the code around it is. */
const compiled = new WebAssembly.Module(binary);

/** The cookies' calls on a pool that keeps notes. */
export function cookieCode(memory: HeapMemory, secret: number): CookieCode {
  const code = codeOver(compiled, memory) as CookieCode;
  code.notes.value = memory.notes.byteOffset;
  code.secret.value = secret;
  return code;
}
