/** Kinds of files that people drop by mistake, by their first bytes (as Latin-1 text). */
const MAGIC: readonly (readonly [RegExp, string])[] = [
  [/^\x89PNG\r\n/, 'a PNG image'],
  [/^\xff\xd8\xff/, 'a JPEG image'],
  [/^GIF8/, 'a GIF image'],
  [/^RIFF....WEBP/s, 'a WebP image'],
  [/^%PDF-/, 'a PDF document'],
  [/^PK\x03\x04/, 'a zip archive'],
  [/^7z\xbc\xaf/, 'a 7z archive'],
  [/^\xfd7zXZ/, 'an xz archive'],
  [/^BZh[1-9]/, 'a bzip2 archive'],
  [/^\x04\x22\x4d\x18/, 'an LZ4 file'],
  [/^.{257}ustar/s, 'a tar archive'],
  [/^\x7fELF/, 'an ELF executable or core dump'],
  [/^MZ/, 'a Windows executable'],
  [/^\x00asm/, 'a WebAssembly module'],
  [/^SQLite format 3/, 'an SQLite database'],
  [/^\xef?\xbb?\xbf?\s*<(!doctype html|html)/i, 'an HTML page'],
  [/^\xef?\xbb?\xbf?\s*<\?xml/, 'an XML file'],
  [/^\xef?\xbb?\xbf?\s*[[{]\s*["[{\]}]/, 'a JSON file'],
  [/^\0{4,}$/, 'a file of zeroes'],
  [/^[\t\n\r\x20-\x7e\x80-\xff]*$/, 'a text file'],
];
const LOOKED_AT = 512;

/** What a file that is no trace seems to be: `a PNG image`. */
export function looksLike(head: Uint8Array): string {
  const text = String.fromCharCode(...head.subarray(0, LOOKED_AT));
  return MAGIC.find(([pattern]) => pattern.test(text))?.[1] ?? 'a binary file';
}
