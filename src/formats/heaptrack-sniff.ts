import { decodeUtf8 } from '../base/utf8';

/** The first line of every heaptrack file: its version, and that of the file. */
const FIRST_LINE = /^v [0-9a-f]{1,8}( [0-9a-f]{1,8})?\n/;
/** Both shapes have `t`, `+` and `-`; these records stand before them, and only in one. */
const RAW_RECORD = /\n[xm] /;
const INTERPRETED_RECORD = /\n[sia] /;
/** Far enough into the file for the first module or string. */
const SNIFFED_BYTES = 64 * 1024;

/** Whether these first bytes begin a heaptrack file, and of which shape. */
export function heaptrackShape(head: Uint8Array): 'raw' | 'interpreted' | undefined {
  if (!FIRST_LINE.test(decodeUtf8(head, 0, Math.min(32, head.length)))) return undefined;
  const text = decodeUtf8(head, 0, Math.min(SNIFFED_BYTES, head.length));
  const raw = text.search(RAW_RECORD);
  const interpreted = text.search(INTERPRETED_RECORD);
  return raw >= 0 && (interpreted < 0 || raw < interpreted) ? 'raw' : 'interpreted';
}
