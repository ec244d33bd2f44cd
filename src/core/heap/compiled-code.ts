import { binary } from './assembly/allocator.ts?assembly';

/** A few kilobytes: compiled while the code around it is. */
const compiled = new WebAssembly.Module(binary);

/** What `assembly/allocator.ts` exports, with `memory` as the words that it works on and variables of its own. */
export function codeOver(memory: WebAssembly.Memory): object {
  const { exports } = new WebAssembly.Instance(compiled, { env: { memory } });
  // A plain object: looking up what a module exports takes longer.
  return { ...exports };
}
