// Calls on TLSF with or without cookies over it, each one piece of code. `../../replay/compiled-calls.ts` says when they are
// made here; everything else goes through `../cookie-layer.ts`, which does the same.
import { Heap, MAX_ALIGN_LOG2, MAX_REQUEST } from '../../engines/assembly/tlsf';
import { Cookies } from './cookies';

const LEAST_LEAD: i32 = 4;
/** In place of a block: nothing happened, and layers have to say what comes of it. */
const LEFT: i32 = -1;

/** Whether blocks get cookies. */
export let hasCookies: bool = false;

/** A new block of `domain`; 0: there is no room. */
export function allocFor(bytes: u32, alignLog2: i32, domain: i32): i32 {
  if (!hasCookies) return bytes > MAX_REQUEST ? 0 : Heap.alloc(bytes, alignLog2);
  if (alignLog2 > MAX_ALIGN_LOG2) return 0;
  const lead = max(alignLog2, LEAST_LEAD);
  const header = (<u32>1) << lead;
  if (bytes > MAX_REQUEST - header) return 0;
  const base = Heap.alloc(bytes + header, alignLog2);
  if (base == 0) return 0;
  const block = base + (header >>> 2);
  Cookies.mark(block, lead, bytes, domain);
  return block;
}

/** Releases a block of `domain`; false, and nothing happened, where its cookie says something else. */
export function freeOf(block: i32, domain: i32): bool {
  if (!hasCookies) {
    Heap.free(block);
    return true;
  }
  const lead = Cookies.take(block, domain);
  if (lead == 0) return false;
  Heap.free(block - (1 << (lead - 2)));
  return true;
}

/** Where a block of `domain` lies with its new size; 0: there is no room, and it stays as it was; or {@link LEFT}. */
export function reallocOf(block: i32, bytes: u32, alignLog2: i32, domain: i32): i32 {
  if (!hasCookies) return bytes > MAX_REQUEST ? 0 : Heap.realloc(block, bytes, alignLog2);
  const lead = Cookies.leadOf(block);
  if (alignLog2 > lead) return LEFT;
  const before = Cookies.sizeOf(block);
  if (Cookies.take(block, domain) == 0) return LEFT;
  const header = (<u32>1) << lead;
  const moved = bytes > MAX_REQUEST - header ? 0 : Heap.realloc(block - (header >>> 2), bytes + header, lead);
  const now = moved == 0 ? block : moved + (header >>> 2);
  Cookies.mark(now, lead, moved == 0 ? before : bytes, domain);
  return moved == 0 ? 0 : now;
}
