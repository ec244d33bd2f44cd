/** Kinds of files that people drop by mistake, by their first bytes as Latin-1 text. */
const MAGIC: readonly (readonly [string, string])[] = [
  ['\x89PNG\r\n', 'a PNG image'],
  ['\xff\xd8\xff', 'a JPEG image'],
  ['GIF8', 'a GIF image'],
  ['%PDF-', 'a PDF document'],
  ['PK\x03\x04', 'a zip archive'],
  ['7z\xbc\xaf', 'a 7z archive'],
  ['\xfd7zXZ', 'an xz archive'],
  ['BZh', 'a bzip2 archive'],
  ['\x04\x22\x4d\x18', 'an LZ4 file'],
  ['\x7fELF', 'an ELF executable or core dump'],
  ['MZ', 'a Windows executable'],
  ['\x00asm', 'a WebAssembly module'],
  ['SQLite format 3', 'an SQLite database'],
];
/** Kinds of text, the most telling first; a byte order mark and white space may stand before. */
const TEXT: readonly (readonly [RegExp, string])[] = [
  [/^.{257}ustar/s, 'a tar archive'],
  [/^(\xef\xbb\xbf)?\s*<(!doctype html|html)/i, 'an HTML page'],
  [/^(\xef\xbb\xbf)?\s*<\?xml/, 'an XML file'],
  [/^(\xef\xbb\xbf)?\s*[[{]\s*["[{\]}]/, 'a JSON file'],
  [/^[\t\n\r\x20-\x7e\x80-\xff]*$/, 'a text file'],
];
const LOOKED_AT = 512;

/** What a file that is no trace seems to be: `a PNG image`. */
export function looksLike(head: Uint8Array): string {
  const bytes = head.subarray(0, LOOKED_AT);
  if (bytes.every((byte) => byte === 0)) return 'a file of zeroes';
  const text = String.fromCharCode(...bytes);
  const found = MAGIC.find(([magic]) => text.startsWith(magic)) ?? TEXT.find(([pattern]) => pattern.test(text));
  return found?.[1] ?? 'a binary file';
}
