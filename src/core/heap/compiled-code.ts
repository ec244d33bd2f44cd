import type { HeapMemory } from './heap-memory';

/** What a compiled module exports, with `memory` as the words that it works on and variables of its own. */
export function codeOver(compiled: WebAssembly.Module, { linear }: HeapMemory): object {
  const { exports } = new WebAssembly.Instance(compiled, { env: { memory: linear } });
  // A plain object: looking up what a module exports takes longer.
  return { ...exports };
}
