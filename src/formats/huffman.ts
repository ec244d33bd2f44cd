/** Longest code of deflate, in bits. */
export const MAX_CODE_BITS = 15;

/**
 * A prefix code of deflate (RFC 1951 §3.2.2) as one lookup: the next bits of the stream, at least `bits` of them and
 * masked by `mask`, index an entry `symbol << 4 | length`; entry 0 means that no code begins so.
 */
export class HuffmanTable {
  private readonly entries = new Uint16Array(1 << MAX_CODE_BITS);
  mask = 0;

  entry(bits: number): number {
    return this.entries[bits & this.mask];
  }

  /** Builds the code whose symbol s has `lengths[from + s]` bits, 0 = unused. False when it claims more than there is. */
  build(lengths: Uint8Array, from: number, to: number): boolean {
    const count = new Uint16Array(MAX_CODE_BITS + 1);
    for (let i = from; i < to; i++) count[lengths[i]]++;
    count[0] = 0;
    let longest = MAX_CODE_BITS;
    while (longest > 1 && count[longest] === 0) longest--;
    const next = new Uint16Array(MAX_CODE_BITS + 2);
    for (let bits = 1; bits <= MAX_CODE_BITS; bits++) {
      const first = next[bits] + count[bits];
      if (first > 1 << bits) return false;
      next[bits + 1] = first << 1;
    }
    this.mask = (1 << longest) - 1;
    this.entries.fill(0, 0, 1 << longest);
    for (let i = from; i < to; i++) {
      const length = lengths[i];
      if (length === 0) continue;
      const entry = ((i - from) << 4) | length;
      const step = 1 << length;
      for (let code = reverse(next[length]++, length); code <= this.mask; code += step) this.entries[code] = entry;
    }
    return true;
  }
}

/** The lowest `length` bits of `code` in opposite order: deflate sends codes from their highest bit. */
function reverse(code: number, length: number): number {
  let reversed = 0;
  for (let i = 0; i < length; i++) reversed |= ((code >>> i) & 1) << (length - 1 - i);
  return reversed;
}
