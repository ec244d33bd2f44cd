import type { Brand } from '../../../base/brand';
import { headerAlign, layOut, type Abi, type StructLayout } from '../c-layout';
import type { HeapBytes, Pointer } from '../heap-bytes';

/** Address of a ralloc header; 0 = none. The payload follows it. */
export type Header = Brand<number, 'RallocHeader'>;
export const NO_HEADER = 0 as Header;

/** In `canary` while the block lives. Compared in debug builds only. */
export const CANARY = 0x5a1106;
/** In `canary` once the block is gone. Mesa leaves the canary as it was, and so misses most double frees. */
export const TOMBSTONE = 0xdead5a11;

type FieldName = 'canary' | 'size' | 'parent' | 'child' | 'prev' | 'next' | 'destructor' | 'allocator';

/**
 * `struct ralloc_header`. The allocator that made the block takes the word of padding that a release build has anyway.
 * @param carriesAllocator false: Mesa's own header
 */
export function rallocHeader(abi: Abi, carriesAllocator: boolean): StructLayout<FieldName> {
  const pointers = (['parent', 'child', 'prev', 'next', 'destructor', 'allocator'] as const).filter(
    (name) => carriesAllocator || name !== 'allocator',
  );
  return layOut<FieldName>(
    abi,
    [
      { name: 'canary', type: 4, debug: true },
      { name: 'size', type: 4, debug: true },
      ...pointers.map((name) => ({ name, type: 'pointer' as const })),
    ],
    headerAlign(abi),
  );
}

/** ralloc's headers in the heap's bytes, and the lists that they are linked in: newest child first. */
export class RallocHeaders {
  readonly layout: StructLayout<FieldName>;

  constructor(
    private readonly bytes: HeapBytes,
    readonly carriesAllocator: boolean,
  ) {
    this.layout = rallocHeader(bytes.abi, carriesAllocator);
  }

  of(payload: Pointer): Header {
    return (payload - this.layout.size) as Header;
  }

  payload(header: Header): Pointer {
    return (header + this.layout.size) as Pointer;
  }

  /** A fresh header, by hand as Mesa does: the payload behind it is not touched. */
  begin(header: Header, size: number, allocator: number): void {
    this.bytes.fill(header as number as Pointer, 0, this.layout.size);
    if (this.bytes.abi.debug) {
      this.bytes.setU32(header + this.layout.offset.canary, CANARY);
      this.bytes.setU32(header + this.layout.offset.size, size);
    }
    if (this.carriesAllocator) this.bytes.setPointer(header + this.layout.offset.allocator, allocator);
  }

  /** The size asked for, in debug builds; resizing does not change it. */
  debugSize(header: Header): number {
    return this.bytes.u32(header + this.layout.offset.size);
  }

  canary(header: Header): number {
    return this.bytes.u32(header + this.layout.offset.canary);
  }

  bury(header: Header): void {
    if (this.bytes.abi.debug) this.bytes.setU32(header + this.layout.offset.canary, TOMBSTONE);
  }

  parent(header: Header): Header {
    return this.link('parent', header);
  }

  /** First child: the newest. */
  child(header: Header): Header {
    return this.link('child', header);
  }

  next(header: Header): Header {
    return this.link('next', header);
  }

  setChild(header: Header, child: Header): void {
    this.setLink('child', header, child);
  }

  destructor(header: Header): number {
    return this.link('destructor', header);
  }

  setDestructor(header: Header, destructor: number): void {
    this.bytes.setPointer(header + this.layout.offset.destructor, destructor);
  }

  /** The allocator that made the block; 0 = libc. */
  allocator(header: Header): number {
    return this.carriesAllocator ? this.link('allocator', header) : 0;
  }

  setAllocator(header: Header, allocator: number): void {
    this.bytes.setPointer(header + this.layout.offset.allocator, allocator);
  }

  /** Makes `header`, which has no parent, the first child of `parent`. */
  addChild(parent: Header, header: Header): void {
    if (parent === NO_HEADER) return;
    const first = this.child(parent);
    this.setLink('parent', header, parent);
    this.setLink('next', header, first);
    this.setChild(parent, header);
    if (first !== NO_HEADER) this.setLink('prev', first, header);
  }

  unlink(header: Header): void {
    const parent = this.parent(header);
    if (parent === NO_HEADER) return;
    const prev = this.link('prev', header);
    const next = this.next(header);
    if (this.child(parent) === header) this.setChild(parent, next);
    if (prev !== NO_HEADER) this.setLink('next', prev, next);
    if (next !== NO_HEADER) this.setLink('prev', next, prev);
    for (const name of ['parent', 'prev', 'next'] as const) this.setLink(name, header, NO_HEADER);
  }

  /** The block was moved from `old` to `header`, header and all: re-points everything that named it. O(children). */
  relocated(old: Header, header: Header): void {
    const parent = this.parent(header);
    const prev = this.link('prev', header);
    const next = this.next(header);
    if (parent !== NO_HEADER && this.child(parent) === old) this.setChild(parent, header);
    if (prev !== NO_HEADER) this.setLink('next', prev, header);
    if (next !== NO_HEADER) this.setLink('prev', next, header);
    for (const child of this.children(header)) this.setLink('parent', child, header);
  }

  /** All children of `old` move to `header`, in front of its own, in their order. O(children). */
  adopt(header: Header, old: Header): void {
    let last = NO_HEADER;
    for (const child of this.children(old)) {
      this.setLink('parent', child, header);
      last = child;
    }
    if (last === NO_HEADER) return;
    const own = this.child(header);
    this.setLink('next', last, own);
    if (own !== NO_HEADER) this.setLink('prev', own, last);
    this.setChild(header, this.child(old));
    this.setChild(old, NO_HEADER);
  }

  /** Children, newest first. The list may not change meanwhile. */
  *children(header: Header): Generator<Header> {
    for (let child = this.child(header); child !== NO_HEADER; child = this.next(child)) yield child;
  }

  /** Whether `header` is `above` or lies under it. */
  isUnder(header: Header, above: Header): boolean {
    for (let at = header; at !== NO_HEADER; at = this.parent(at)) if (at === above) return true;
    return false;
  }

  private link(name: FieldName, header: Header): Header {
    return this.bytes.pointer(header + this.layout.offset[name]) as number as Header;
  }

  private setLink(name: FieldName, header: Header, value: Header): void {
    this.bytes.setPointer(header + this.layout.offset[name], value);
  }
}
