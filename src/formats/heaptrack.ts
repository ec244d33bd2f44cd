import { decodeUtf8 } from '../base/utf8';
import type { TraceFormat } from './format';
import { HeaptrackInterpretedParser } from './heaptrack-interpreted';
import { HeaptrackRawParser } from './heaptrack-raw';

/** The first line of every heaptrack file: its version, and that of the file. */
const FIRST_LINE = /^v [0-9a-f]{1,8}( [0-9a-f]{1,8})?\n/;
/** Both shapes have `t`, `+` and `-`; these records stand before them, and only in one. */
const RAW_RECORD = /\n[xm] /;
const INTERPRETED_RECORD = /\n[sia] /;
/** Far enough into the file for the first module or string. */
const SNIFFED_BYTES = 64 * 1024;

/** heaptrack's usual files: `heaptrack.NAME.PID.zst` and `.gz`. */
export const heaptrackInterpreted: TraceFormat = {
  id: 'heaptrack',
  label: 'heaptrack file',
  sniff: (head) => isHeaptrack(head) && !isRaw(head),
  parser: (builder) => new HeaptrackInterpretedParser(builder),
};

/** Files of `heaptrack --raw`: with addresses, without symbols. */
export const heaptrackRaw: TraceFormat = {
  id: 'heaptrack-raw',
  label: 'raw heaptrack file',
  sniff: (head) => isHeaptrack(head) && isRaw(head),
  parser: (builder) => new HeaptrackRawParser(builder),
};

function isHeaptrack(head: Uint8Array): boolean {
  return FIRST_LINE.test(decodeUtf8(head, 0, Math.min(32, head.length)));
}

function isRaw(head: Uint8Array): boolean {
  const text = decodeUtf8(head, 0, Math.min(SNIFFED_BYTES, head.length));
  const raw = text.search(RAW_RECORD);
  const interpreted = text.search(INTERPRETED_RECORD);
  return raw >= 0 && (interpreted < 0 || raw < interpreted);
}
