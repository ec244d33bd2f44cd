import type { Trace } from '../core/tables/trace';
import type { TraceMeta } from '../core/tables/trace-meta';
import { CSV_HEADER, csvLine } from './csv';
import { traceRecords } from './trace-records';

export const LOG_KINDS = ['jsonl', 'csv'] as const;
export type LogKind = (typeof LOG_KINDS)[number];

/** Characters of a piece: what is handed out at a time. */
const PIECE = 1 << 16;

/**
 * The log of a trace, in pieces: every allocation, reallocation, free and notification with its site, scope, object and
 * result, a record a line; reading it again gives the same trace (row R-15). Only for traces with addresses.
 */
export function* writeLog(trace: Trace, meta: TraceMeta, kind: LogKind): Generator<string> {
  let piece = kind === 'csv' ? `${CSV_HEADER}\n` : '';
  for (const record of traceRecords(trace, meta)) {
    piece += `${kind === 'csv' ? csvLine(record) : JSON.stringify(record)}\n`;
    if (piece.length < PIECE) continue;
    yield piece;
    piece = '';
  }
  yield piece;
}
