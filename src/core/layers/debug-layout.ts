import type { DataModel } from '../tables/layer-choice';

/** Marks header and footer: gallium's `DEBUG_MAGIC`. */
export const DEBUG_MAGIC = 0x6e34090a;
/** What the payload of a block that was freed is filled with. */
export const FREED_FILL = 0x33;
/** Bytes of the footer, right behind the payload, aligned or not. */
export const FOOTER_BYTES = 4;

/** Byte offsets in `struct debug_memory_header`; the payload follows at `bytes`. */
export interface DebugHeader {
  readonly previous: number;
  readonly next: number;
  readonly no: number;
  readonly file: number;
  readonly line: number;
  readonly function: number;
  readonly size: number;
  /** −1: compiled without `DEBUG_FREED_MEMORY`. */
  readonly freed: number;
  readonly magic: number;
  readonly tag: number;
  readonly bytes: number;
}

/** The header of `u_debug_memory.c`, without the backtrace that it is compiled without. */
export function debugHeader(model: DataModel, keepsFreed: boolean): DebugHeader {
  const links =
    model === 'ILP32'
      ? { previous: 0, next: 4, no: 8, file: 12, line: 16, function: 20, size: 24 }
      : { previous: 0, next: 8, no: 16, file: 24, line: 32, function: 40, size: 48 };
  const afterSize = model === 'ILP32' ? 28 : 56;
  const magic = keepsFreed ? afterSize + 4 : afterSize;
  const pointer = model === 'ILP32' ? 4 : 8;
  const bytes = Math.ceil((magic + 8) / pointer) * pointer;
  return { ...links, freed: keepsFreed ? afterSize : -1, magic, tag: magic + 4, bytes };
}
