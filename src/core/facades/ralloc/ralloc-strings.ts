import { NULL, utf8Bytes, type Pointer } from '../heap-bytes';
import type { Ralloc } from './ralloc';

/** A `char *` variable of the caller, which the string functions may change. */
export interface StringVariable {
  pointer: Pointer;
}

/** ralloc's strings: UTF-8 bytes and a NUL in the heap. Formatted text arrives formatted. */
export class RallocStrings {
  constructor(private readonly ralloc: Ralloc) {}

  ralloc_memdup(ctx: Pointer, source: Pointer, size: number): Pointer {
    const copy = this.ralloc.ralloc_size(ctx, size);
    // Mesa copies without a look at the result.
    if (copy === NULL) this.ralloc.reportCrash(source);
    else this.bytes.copy(copy, source, size);
    return copy;
  }

  ralloc_strdup(ctx: Pointer, source: Pointer): Pointer {
    return source === NULL ? NULL : this.duplicate(ctx, source, this.bytes.stringLength(source));
  }

  /** At most `max` bytes of it. */
  ralloc_strndup(ctx: Pointer, source: Pointer, max: number): Pointer {
    return source === NULL ? NULL : this.duplicate(ctx, source, Math.min(max, this.bytes.stringLength(source)));
  }

  /** Appends the string at `source`. False where there is no room: the old string is intact. */
  ralloc_strcat(dest: StringVariable, source: Pointer): boolean {
    return this.cat(dest, source, this.bytes.stringLength(source));
  }

  ralloc_strncat(dest: StringVariable, source: Pointer, max: number): boolean {
    return this.cat(dest, source, Math.min(max, this.bytes.stringLength(source)));
  }

  /** As strcat with both lengths given, which saves two walks. */
  ralloc_str_append(dest: StringVariable, source: Pointer, existingLength: number, length: number): boolean {
    return this.append(dest, source, existingLength, length);
  }

  ralloc_asprintf(ctx: Pointer, text: string): Pointer {
    const pointer = this.ralloc.ralloc_size(ctx, utf8Bytes(text) + 1);
    if (pointer !== NULL) this.bytes.writeString(pointer, text);
    return pointer;
  }

  ralloc_asprintf_append(variable: StringVariable, text: string): boolean {
    const start = { offset: variable.pointer === NULL ? 0 : this.bytes.stringLength(variable.pointer) };
    return this.ralloc_asprintf_rewrite_tail(variable, start, text);
  }

  /**
   * Overwrites the string from byte `start.offset` on and moves that behind what was written. Trap: of a NULL string a
   * new one is made without a parent, so that it lies outside every context and outside its allocator.
   */
  ralloc_asprintf_rewrite_tail(variable: StringVariable, start: { offset: number }, text: string): boolean {
    const length = utf8Bytes(text);
    if (variable.pointer === NULL) {
      variable.pointer = this.ralloc_asprintf(NULL, text);
      start.offset = length;
      this.ralloc.report('orphan-string', variable.pointer);
      return variable.pointer !== NULL;
    }
    const parent = this.ralloc.ralloc_parent(variable.pointer);
    const moved = this.ralloc.reralloc_size(parent, variable.pointer, start.offset + length + 1);
    if (moved === NULL) return false;
    this.bytes.writeString((moved + start.offset) as Pointer, text);
    variable.pointer = moved;
    start.offset += length;
    return true;
  }

  private get bytes() {
    return this.ralloc.heap.bytes;
  }

  private duplicate(ctx: Pointer, source: Pointer, length: number): Pointer {
    const copy = this.ralloc.ralloc_size(ctx, length + 1);
    if (copy === NULL) {
      // Mesa copies without a look at the result.
      this.ralloc.reportCrash(source);
      return NULL;
    }
    this.bytes.copy(copy, source, length);
    this.bytes.setU8(copy + length, 0);
    return copy;
  }

  private cat(dest: StringVariable, source: Pointer, length: number): boolean {
    return this.append(dest, source, this.bytes.stringLength(dest.pointer), length);
  }

  private append(dest: StringVariable, source: Pointer, existing: number, length: number): boolean {
    const parent = this.ralloc.ralloc_parent(dest.pointer);
    const both = this.ralloc.reralloc_size(parent, dest.pointer, existing + length + 1);
    if (both === NULL) return false;
    this.bytes.copy((both + existing) as Pointer, source, length);
    this.bytes.setU8(both + existing + length, 0);
    dest.pointer = both;
    return true;
  }
}
