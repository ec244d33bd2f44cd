import { demangle } from '../../base/demangle/demangle';
import { decodeUtf8 } from '../../base/utf8';
import { U8Column, type ColumnHandle } from './column';
import type { StringId } from './indices';
import { Table, type TableHandle } from './table';

class StringRows extends Table<StringId> {
  /** Offset of the first byte in the pool. */
  readonly start = this.f64();
  readonly bytes = this.u32();

  constructor() {
    super(1);
  }
}

export interface StringTableHandle {
  readonly rows: TableHandle;
  readonly pool: ColumnHandle;
}

/** Interned UTF-8 strings. Text of a trace is hostile: show it as text, never as markup or as a path. */
export class StringTable {
  private readonly rows = new StringRows();
  private readonly pool = new U8Column<number>(0, true);
  private poolBytes = 0;
  private readonly decoded = new Map<StringId, string>();
  private readonly functionNames = new Map<StringId, string>();

  get length(): number {
    return this.rows.length;
  }

  get byteLength(): number {
    return this.rows.byteLength + this.pool.byteLength;
  }

  /** Adds `bytes[from … to)` as a new string, without looking for an equal one. */
  append(bytes: Uint8Array, from: number, to: number): StringId {
    const id = this.rows.add();
    this.rows.start.set(id, this.poolBytes);
    this.rows.bytes.set(id, to - from);
    for (let i = from; i < to; i++) this.pool.set(this.poolBytes++, bytes[i]);
    return id;
  }

  /** Whether string `id` has just these bytes. */
  equals(id: StringId, bytes: Uint8Array, from: number, to: number): boolean {
    if (this.rows.bytes.get(id) !== to - from) return false;
    const start = this.rows.start.get(id) - from;
    for (let i = from; i < to; i++) if (this.pool.get(start + i) !== bytes[i]) return false;
    return true;
  }

  /** The string; empty for id 0. Decoded once and kept. */
  get(id: StringId): string {
    let text = this.decoded.get(id);
    if (text === undefined) {
      text = decodeUtf8(this.bytesOf(id));
      this.decoded.set(id, text);
    }
    return text;
  }

  /**
   * The string as the name of a function: as its source writes it, where a compiler mangled it. Worked out when it is
   * first shown, and kept: reading a trace costs nothing for it, and what is written out again is what was read.
   */
  functionName(id: StringId): string {
    let name = this.functionNames.get(id);
    if (name === undefined) {
      name = demangle(this.get(id));
      this.functionNames.set(id, name);
    }
    return name;
  }

  /** Whether the string begins with `prefix`, which is ASCII. Does not decode it. */
  startsWith(id: StringId, prefix: string): boolean {
    if (this.rows.bytes.get(id) < prefix.length) return false;
    const start = this.rows.start.get(id);
    for (let i = 0; i < prefix.length; i++) if (this.pool.get(start + i) !== prefix.charCodeAt(i)) return false;
    return true;
  }

  /** A copy of the string's UTF-8 bytes. */
  bytesOf(id: StringId): Uint8Array {
    const bytes = new Uint8Array(this.rows.bytes.get(id));
    const start = this.rows.start.get(id);
    for (let i = 0; i < bytes.length; i++) bytes[i] = this.pool.get(start + i);
    return bytes;
  }

  share(): StringTableHandle {
    return { rows: this.rows.share(), pool: this.pool.share() };
  }

  attach(handle: StringTableHandle): void {
    this.rows.attach(handle.rows);
    this.pool.attach(handle.pool);
  }
}
