const UNITS: Readonly<Record<string, number>> = { '': 1, b: 1, kib: 2 ** 10, mib: 2 ** 20, gib: 2 ** 30, tib: 2 ** 40 };
const SIZE = /^(\d+(?:\.\d+)?)\s*(b|[kmgt]i?b?)?$/i;

/** Bytes in words: `65536`, `64KiB`, `1.5 MiB`, `2g` (units are powers of 1024); undefined where it is no size. */
export function parseBytes(text: string): number | undefined {
  const match = SIZE.exec(text.trim());
  if (match === null) return undefined;
  const [, digits, unit = ''] = match;
  const letter = unit.toLowerCase().charAt(0);
  const bytes = Number(digits) * UNITS[letter === '' || letter === 'b' ? letter : `${letter}ib`];
  return Number.isSafeInteger(Math.round(bytes)) ? Math.round(bytes) : undefined;
}
