import type { Allocate } from '../../base/shared-memory';
import {
  CHUNK_MASK,
  CHUNK_ROWS,
  CHUNK_SHIFT,
  F64Column,
  U32Column,
  U8Column,
  type AnyColumn,
  type ColumnHandle,
} from './column';

/** What a table tells another thread. Small: chunks are shared, not copied. */
export interface TableHandle {
  readonly length: number;
  readonly columns: readonly ColumnHandle[];
}

export interface ColumnOptions {
  /** The value of a row never written; 0 unless given. */
  readonly empty?: number;
  /** No memory where nothing but `empty` was written. */
  readonly sparse?: boolean;
}

/**
 * Columns of equal length in shared memory: a struct of arrays. One thread writes; any thread that attached the
 * handle reads the rows below the handle's length without a copy.
 *
 * Subclasses declare their columns as fields, in an order that is the same on both sides. Where rows are ids, row 0
 * stands for "none": such a table is made with `firstRow` 1.
 */
export abstract class Table<Row extends number> {
  private readonly registered: AnyColumn[] = [];
  private rows = 0;

  constructor(private readonly firstRow: 0 | 1) {}

  /** The columns in the order of their declaration. */
  get columns(): readonly AnyColumn[] {
    return this.registered;
  }

  /** One past the last row. */
  get length(): number {
    return this.rows;
  }

  /** Number of rows that stand for something. */
  get count(): number {
    return Math.max(0, this.rows - this.firstRow);
  }

  /** A new row with every field empty. */
  add(): Row {
    if (this.rows < this.firstRow) {
      this.openChunks(0);
      this.rows = 1;
    }
    const row = this.rows++;
    if ((row & CHUNK_MASK) === 0) this.openChunks(row >>> CHUNK_SHIFT);
    return row as Row;
  }

  /** `count` new rows with every field empty; the first of them. */
  extend(count: number): Row {
    const first = this.add();
    const last = first + count - 1;
    for (let chunk = (first >>> CHUNK_SHIFT) + 1; chunk <= last >>> CHUNK_SHIFT; chunk++) this.openChunks(chunk);
    this.rows = last + 1;
    return first;
  }

  /** Makes an empty table `rows` rows long, every field empty. */
  resize(rows: number): void {
    for (let first = 0; first < rows; first += CHUNK_ROWS) this.openChunks(first >>> CHUNK_SHIFT);
    this.rows = rows;
  }

  private openChunks(index: number): void {
    for (const column of this.columns) if (!column.sparse) column.open(index);
  }

  /** From now on the memory of chunks comes from there. */
  takeMemoryFrom(allocate: Allocate): void {
    for (const column of this.columns) column.allocate = allocate;
  }

  get byteLength(): number {
    return this.columns.reduce((sum, column) => sum + column.byteLength, 0);
  }

  share(): TableHandle {
    return { length: this.rows, columns: this.columns.map((column) => column.share()) };
  }

  attach(handle: TableHandle): void {
    this.columns.forEach((column, index) => {
      column.attach(handle.columns[index]);
    });
    this.rows = handle.length;
  }

  protected u8<Value extends number = number>(options: ColumnOptions = {}): U8Column<Row, Value> {
    return this.register(new U8Column<Row, Value>(options.empty ?? 0, options.sparse ?? false));
  }

  protected u32<Value extends number = number>(options: ColumnOptions = {}): U32Column<Row, Value> {
    return this.register(new U32Column<Row, Value>(options.empty ?? 0, options.sparse ?? false));
  }

  protected f64<Value extends number = number>(options: ColumnOptions = {}): F64Column<Row, Value> {
    return this.register(new F64Column<Row, Value>(options.empty ?? 0, options.sparse ?? false));
  }

  private register<Column>(column: Column): Column {
    this.registered.push(column as AnyColumn);
    return column;
  }
}
