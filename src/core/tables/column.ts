import { allocateBuffer, type Allocate } from '../../base/shared-memory';

/** Rows per chunk. Memory grows by whole chunks, so a view of a chunk never changes and stays fast to index. */
export const CHUNK_SHIFT = 16;
export const CHUNK_ROWS = 1 << CHUNK_SHIFT;
export const CHUNK_MASK = CHUNK_ROWS - 1;

type Lane = Uint8Array | Uint32Array | Float64Array;

/** What a column tells another thread: its chunks, in order; null where a sparse column has none. */
export type ColumnHandle = (ArrayBufferLike | null)[];

/**
 * One field of a table over chunked shared memory. `empty` is the value of a row never written. A dense column gets
 * its chunks as its table grows; a *sparse* one only where something other than `empty` is written.
 *
 * Scans index `chunks` directly, chunk by chunk; `get` and `set` are for single rows. Each lane has its own methods
 * rather than inherited ones, so that each stays monomorphic.
 */
abstract class Column<Array extends Lane> {
  readonly chunks: (Array | undefined)[] = [];
  /** Where the memory of chunks comes from. */
  allocate: Allocate = allocateBuffer;

  constructor(
    readonly empty: number,
    readonly sparse: boolean,
  ) {}

  protected abstract view(buffer: ArrayBufferLike): Array;
  abstract readonly bytesPerRow: number;

  /** Gives chunk `index` its memory. */
  open(index: number): Array {
    const chunk = this.view(this.allocate(CHUNK_ROWS * this.bytesPerRow));
    if (this.empty !== 0) chunk.fill(this.empty);
    while (this.chunks.length < index) this.chunks.push(undefined);
    this.chunks[index] = chunk;
    return chunk;
  }

  get byteLength(): number {
    return this.chunks.reduce((sum, chunk) => sum + (chunk === undefined ? 0 : chunk.byteLength), 0);
  }

  share(): ColumnHandle {
    return Array.from(this.chunks, (chunk) => chunk?.buffer ?? null);
  }

  attach(handle: ColumnHandle): void {
    handle.forEach((buffer, index) => {
      if (buffer !== null && this.chunks[index]?.buffer !== buffer) {
        while (this.chunks.length < index) this.chunks.push(undefined);
        this.chunks[index] = this.view(buffer);
      }
    });
  }
}

export class U8Column<Row extends number, Value extends number = number> extends Column<Uint8Array> {
  readonly bytesPerRow = 1;
  protected view(buffer: ArrayBufferLike): Uint8Array {
    return new Uint8Array(buffer);
  }
  get(row: Row): Value {
    const chunk = this.chunks[row >>> CHUNK_SHIFT];
    return (chunk === undefined ? this.empty : chunk[row & CHUNK_MASK]) as Value;
  }
  set(row: Row, value: Value): void {
    let chunk = this.chunks[row >>> CHUNK_SHIFT];
    if (chunk === undefined) {
      if (value === this.empty) return;
      chunk = this.open(row >>> CHUNK_SHIFT);
    }
    chunk[row & CHUNK_MASK] = value;
  }
}

export class U32Column<Row extends number, Value extends number = number> extends Column<Uint32Array> {
  readonly bytesPerRow = 4;
  protected view(buffer: ArrayBufferLike): Uint32Array {
    return new Uint32Array(buffer);
  }
  get(row: Row): Value {
    const chunk = this.chunks[row >>> CHUNK_SHIFT];
    return (chunk === undefined ? this.empty : chunk[row & CHUNK_MASK]) as Value;
  }
  set(row: Row, value: Value): void {
    let chunk = this.chunks[row >>> CHUNK_SHIFT];
    if (chunk === undefined) {
      if (value === this.empty) return;
      chunk = this.open(row >>> CHUNK_SHIFT);
    }
    chunk[row & CHUNK_MASK] = value;
  }
}

export class F64Column<Row extends number, Value extends number = number> extends Column<Float64Array> {
  readonly bytesPerRow = 8;
  protected view(buffer: ArrayBufferLike): Float64Array {
    return new Float64Array(buffer);
  }
  get(row: Row): Value {
    const chunk = this.chunks[row >>> CHUNK_SHIFT];
    return (chunk === undefined ? this.empty : chunk[row & CHUNK_MASK]) as Value;
  }
  set(row: Row, value: Value): void {
    let chunk = this.chunks[row >>> CHUNK_SHIFT];
    if (chunk === undefined) {
      if (value === this.empty) return;
      chunk = this.open(row >>> CHUNK_SHIFT);
    }
    chunk[row & CHUNK_MASK] = value;
  }
}

export type AnyColumn = U8Column<number> | U32Column<number> | F64Column<number>;
