/** How the C compiler of the simulated driver lays out structs. Our heap has 32-bit addresses either way. */
export interface Abi {
  /** Bytes of a pointer and of `size_t`: 4 = ILP32, 8 = LP64, whose upper halves are zero in our heap. */
  readonly pointerBytes: 4 | 8;
  /** Whether the driver was compiled with assertions: canaries and magics are there and are looked at. */
  readonly debug: boolean;
}

export const ILP32_DEBUG: Abi = { pointerBytes: 4, debug: true };
export const ILP32_RELEASE: Abi = { pointerBytes: 4, debug: false };
export const LP64_DEBUG: Abi = { pointerBytes: 8, debug: true };
export const LP64_RELEASE: Abi = { pointerBytes: 8, debug: false };

/** Mesa's HEADER_ALIGN: 16 where malloc aligns to 16 (LP64), else 8. */
export function headerAlign(abi: Abi): 8 | 16 {
  return abi.pointerBytes === 8 ? 16 : 8;
}

/** The largest value of `size_t`, as near as a double comes to it. */
export function sizeMax(abi: Abi): number {
  return abi.pointerBytes === 8 ? 2 ** 64 : 2 ** 32 - 1;
}

export function alignUp(value: number, alignment: number): number {
  return Math.ceil(value / alignment) * alignment;
}

/** Bytes of a field: a number of them aligned to themselves, or a pointer; an array where a count is given. */
export type FieldType = 1 | 2 | 4 | 'pointer';

/** A field of a C struct, in order of declaration. `debug`: it exists only in a build with assertions. */
export interface Field<Name extends string> {
  readonly name: Name;
  readonly type: FieldType;
  readonly count?: number;
  readonly debug?: true;
}

export interface StructLayout<Name extends string> {
  /** `sizeof`. */
  readonly size: number;
  /** `alignof`. */
  readonly alignment: number;
  /** `offsetof`; −1 for a field that this build does not have. */
  readonly offset: Readonly<Record<Name, number>>;
}

/**
 * Size, alignment and offsets of a C struct.
 * @param alignas least alignment of the struct, in bytes
 */
export function layOut<Name extends string>(abi: Abi, fields: readonly Field<Name>[], alignas = 1): StructLayout<Name> {
  const offsets = new Map<Name, number>();
  let end = 0;
  let alignment = alignas;
  for (const { name, type, count = 1, debug } of fields) {
    if (debug && !abi.debug) {
      offsets.set(name, -1);
      continue;
    }
    const bytes = type === 'pointer' ? abi.pointerBytes : type;
    const at = alignUp(end, bytes);
    offsets.set(name, at);
    alignment = Math.max(alignment, bytes);
    end = at + bytes * count;
  }
  // Every name stands in `fields`, so the record is whole.
  return { size: alignUp(end, alignment), alignment, offset: Object.fromEntries(offsets) as Record<Name, number> };
}
