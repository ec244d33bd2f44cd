import { crc32 } from '../../base/crc32';
import { CHUNK_ROWS } from '../../core/tables/column';
import type { TableHandle } from '../../core/tables/table';
import type { Trace } from '../../core/tables/trace';

/** Checksums of every column of every table: equal for equal traces. */
export function traceDigest(trace: Trace): Record<string, readonly number[]> {
  const { tables, strings } = trace.share();
  return Object.fromEntries(
    Object.entries({ ...tables, strings: strings.rows }).map(([name, table]) => [name, tableDigest(table)]),
  );
}

function tableDigest({ length, columns }: TableHandle): number[] {
  const checksums = columns.map((chunks) =>
    chunks.reduce((checksum, buffer, index) => {
      if (buffer === null) return checksum;
      const rows = Math.min(CHUNK_ROWS, length - index * CHUNK_ROWS);
      const bytes = new Uint8Array(buffer, 0, rows * (buffer.byteLength / CHUNK_ROWS));
      return crc32(bytes, checksum);
    }, 0),
  );
  return [length, ...checksums];
}
