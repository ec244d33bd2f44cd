const BASE = 36;
const LOWEST = 1;
const HIGHEST = 26;

/**
 * The text behind Rust's form of Punycode (RFC 3492): plain characters, `_`, then where the others go. Undefined when it
 * is damaged.
 */
export function decodePunycode(encoded: string): string | undefined {
  const split = encoded.lastIndexOf('_');
  const characters = Array.from(encoded.slice(0, Math.max(split, 0)));
  const digits = encoded.slice(split + 1);
  let code = 128;
  let place = 0;
  let bias = 72;
  let isFirst = true;
  for (let at = 0; at < digits.length;) {
    const before = place;
    let weight = 1;
    for (let k = BASE; ; k += BASE) {
      const digit = digitOf(digits.charCodeAt(at++));
      place += digit * weight;
      if (digit < 0 || place > 0x7fffffff) return undefined;
      const threshold = Math.min(Math.max(k - bias, LOWEST), HIGHEST);
      if (digit < threshold) break;
      weight *= BASE - threshold;
    }
    const count = characters.length + 1;
    bias = adapted(place - before, count, isFirst);
    isFirst = false;
    code += Math.floor(place / count);
    place %= count;
    if (code > 0x10ffff || (code >= 0xd800 && code < 0xe000)) return undefined;
    characters.splice(place++, 0, String.fromCodePoint(code));
  }
  return characters.join('');
}

/** `a` … `z` are 0 … 25, `0` … `9` are 26 … 35; −1 for anything else, and beyond the end. */
function digitOf(code: number): number {
  if (code >= 97 && code <= 122) return code - 97;
  return code >= 48 && code <= 57 ? code - 48 + 26 : -1;
}

function adapted(step: number, count: number, isFirst: boolean): number {
  let delta = isFirst ? Math.floor(step / 700) : step >> 1;
  delta += Math.floor(delta / count);
  let k = 0;
  for (; delta > ((BASE - LOWEST) * HIGHEST) >> 1; k += BASE) delta = Math.floor(delta / (BASE - LOWEST));
  return k + Math.floor(((BASE - LOWEST + 1) * delta) / (delta + 38));
}
