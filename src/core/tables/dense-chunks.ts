import { ensure } from '../../base/assert';

/** The chunks of a dense column, for scans that index rows as `chunks[row >>> CHUNK_SHIFT][row & CHUNK_MASK]`. */
export function denseChunks<Lane>(column: { readonly chunks: readonly (Lane | undefined)[] }): readonly Lane[] {
  // `map` gives arrays of another kind once it is compiled, and throws away the code of every loop that indexed them.
  const dense: Lane[] = [];
  for (const chunk of column.chunks) dense.push(ensure(chunk, 'a dense column has all its chunks'));
  return dense;
}

/** Chunk `index` of a dense column. */
export function denseChunk<Lane>(column: { readonly chunks: readonly (Lane | undefined)[] }, index: number): Lane {
  return ensure(column.chunks[index], 'a dense column has all its chunks');
}
