import { NULL, utf8Bytes, type Pointer } from '../heap-bytes';
import type { Linear } from './linear';
import type { StringVariable } from './ralloc-strings';

/**
 * Strings of a linear context. Nothing there can grow, so every append copies, and the old copy stays until the context
 * goes: n appends take O(n²) bytes.
 */
export class LinearStrings {
  constructor(private readonly linear: Linear) {}

  linear_strdup(ctx: Pointer, source: Pointer): Pointer {
    if (source === NULL) return NULL;
    const size = this.bytes.stringLength(source) + 1;
    const copy = this.linear.linear_alloc_child(ctx, size);
    if (copy !== NULL) this.bytes.copy(copy, source, size);
    return copy;
  }

  linear_asprintf(ctx: Pointer, text: string): Pointer {
    const pointer = this.linear.linear_alloc_child(ctx, utf8Bytes(text) + 1);
    if (pointer !== NULL) this.bytes.writeString(pointer, text);
    return pointer;
  }

  /** Appends to the string that `variable` names; of a NULL one a new string is made, in the context. */
  linear_asprintf_append(ctx: Pointer, variable: StringVariable, text: string): boolean {
    const offset = variable.pointer === NULL ? 0 : this.bytes.stringLength(variable.pointer);
    return this.linear_asprintf_rewrite_tail(ctx, variable, { offset }, text);
  }

  linear_asprintf_rewrite_tail(
    ctx: Pointer,
    variable: StringVariable,
    start: { offset: number },
    text: string,
  ): boolean {
    const kept = variable.pointer === NULL ? 0 : start.offset;
    const length = utf8Bytes(text);
    const copy = this.linear.linear_alloc_child(ctx, kept + length + 1);
    if (copy === NULL) return false;
    this.bytes.copy(copy, variable.pointer, kept);
    this.bytes.writeString((copy + kept) as Pointer, text);
    variable.pointer = copy;
    start.offset = kept + length;
    return true;
  }

  /** False where there is no room: the old string is intact. */
  linear_strcat(ctx: Pointer, dest: StringVariable, source: Pointer): boolean {
    const existing = this.bytes.stringLength(dest.pointer);
    const length = this.bytes.stringLength(source);
    const both = this.linear.linear_alloc_child(ctx, existing + length + 1);
    if (both === NULL) return false;
    this.bytes.copy(both, dest.pointer, existing);
    this.bytes.copy((both + existing) as Pointer, source, length + 1);
    dest.pointer = both;
    return true;
  }

  private get bytes() {
    return this.linear.ralloc.heap.bytes;
  }
}
