import { ensure } from '../../base/assert';

/** The chunks of a dense column, for scans that index rows as `chunks[row >>> CHUNK_SHIFT][row & CHUNK_MASK]`. */
export function denseChunks<Lane>(column: { readonly chunks: readonly (Lane | undefined)[] }): readonly Lane[] {
  return column.chunks.map((chunk) => ensure(chunk, 'a dense column has all its chunks'));
}

/** Chunk `index` of a dense column. */
export function denseChunk<Lane>(column: { readonly chunks: readonly (Lane | undefined)[] }, index: number): Lane {
  return ensure(column.chunks[index], 'a dense column has all its chunks');
}
