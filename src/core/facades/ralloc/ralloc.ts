import { alignUp, sizeMax } from '../c-layout';
import type { FacadeDomain } from '../domains';
import type { FacadeFaultKind } from '../facade-fault';
import { NULL, type Pointer } from '../heap-bytes';
import type { HostHeap } from '../host-heap';
import type { LibcMalloc } from '../libc-malloc';
import { libcSource } from '../memory-source';
import { RallocAllocators, type RallocAllocator } from './ralloc-allocators';
import { NO_HEADER, RallocHeaders, type Header } from './ralloc-headers';
import { stealFault } from './steal-fault';

export type Destructor = (payload: Pointer) => void;

/** 0 is libc in {@link RallocAllocators}. */
const LIBC = 0;

/**
 * Mesa's recursive allocator (`ralloc.c`): every block is a context, and goes with the block that owns it. Functions
 * have Mesa's names; sizes are bytes. Recursion is a loop here, so no tree is too deep.
 *
 * A block comes from the allocator of its parent at that time and stays with it, wherever it is stolen to.
 */
export class Ralloc {
  readonly headers: RallocHeaders;
  readonly allocators: RallocAllocators;
  readonly domain: FacadeDomain;
  /** Payloads that hold pointers into themselves or their children (linear and gc contexts): no copy of them works. */
  readonly unmovable = new Set<Pointer>();
  private readonly destructors: Destructor[] = [];

  /** @param carriesAllocator whether headers have room for an allocator; false = Mesa as it is */
  constructor(
    readonly heap: HostHeap,
    libc: LibcMalloc,
    carriesAllocator = true,
  ) {
    this.headers = new RallocHeaders(heap.bytes, carriesAllocator);
    this.allocators = new RallocAllocators(libcSource(libc));
    this.domain = heap.domains.add('ralloc', 'ralloc');
  }

  ralloc_context(ctx: Pointer): Pointer {
    return this.ralloc_size(ctx, 0);
  }

  /** A block under `ctx` (NULL: a root, from libc), not zeroed. */
  ralloc_size(ctx: Pointer, size: number): Pointer {
    if (ctx === NULL) return this.blockFrom(LIBC, NO_HEADER, size);
    const parent = this.headerOf(ctx);
    return parent === undefined ? NULL : this.blockFrom(this.headers.allocator(parent), parent, size);
  }

  rzalloc_size(ctx: Pointer, size: number): Pointer {
    const pointer = this.ralloc_size(ctx, size);
    if (pointer !== NULL) this.heap.bytes.fill(pointer, 0, size);
    return pointer;
  }

  /** NULL where the product overflows. */
  ralloc_array_size(ctx: Pointer, size: number, count: number): Pointer {
    return this.overflows(size, count) ? NULL : this.ralloc_size(ctx, size * count);
  }

  rzalloc_array_size(ctx: Pointer, size: number, count: number): Pointer {
    return this.overflows(size, count) ? NULL : this.rzalloc_size(ctx, size * count);
  }

  /** To 0 it does not free: it stays a context, with its children. NULL: the old block stays as it was. */
  reralloc_size(ctx: Pointer, pointer: Pointer, size: number): Pointer {
    if (pointer === NULL) return this.ralloc_size(ctx, size);
    if (this.ralloc_parent(pointer) !== ctx) this.report('wrong-parent', pointer);
    return this.resize(pointer, size);
  }

  /** As {@link reralloc_size}, the grown tail zeroed. Where there is no room Mesa zeroes from NULL on, and crashes. */
  rerzalloc_size(ctx: Pointer, pointer: Pointer, oldSize: number, newSize: number): Pointer {
    if (pointer === NULL) return this.rzalloc_size(ctx, newSize);
    const moved = this.reralloc_size(ctx, pointer, newSize);
    if (moved === NULL) this.reportCrash(pointer);
    else if (newSize > oldSize) this.heap.bytes.fill((moved + oldSize) as Pointer, 0, newSize - oldSize);
    return moved;
  }

  /** Frees the block and everything under it, newest child first, each block after its children and its destructor. */
  ralloc_free(pointer: Pointer): void {
    const root = pointer === NULL ? undefined : this.headerOf(pointer);
    if (root === undefined) return;
    this.headers.unlink(root);
    let at = root;
    for (;;) {
      const child = this.headers.child(at);
      if (child !== NO_HEADER) {
        this.headers.setChild(at, this.headers.next(child));
        at = child;
        continue;
      }
      const parent = this.headers.parent(at);
      this.destroy(at);
      if (at === root) return;
      at = parent;
    }
  }

  /** Makes the block, with all under it, the first child of `ctx`, or a root where that is NULL. Memory stays put. */
  ralloc_steal(ctx: Pointer, pointer: Pointer): void {
    const header = pointer === NULL ? undefined : this.headerOf(pointer);
    const parent = ctx === NULL ? NO_HEADER : this.headerOf(ctx);
    if (header === undefined || parent === undefined) return;
    if (this.headers.isUnder(parent, header)) {
      this.report('steal-cycle', pointer);
      if (!this.heap.faithful) return;
    }
    this.headers.unlink(header);
    this.headers.addChild(parent, header);
    this.checkSteal(parent, header);
  }

  /** All children of `old` move under `ctx`, in front of its own. `old` stays, empty. */
  ralloc_adopt(ctx: Pointer, old: Pointer): void {
    const from = old === NULL ? undefined : this.headerOf(old);
    const to = this.headerOf(ctx);
    if (from === undefined || to === undefined || from === to) return;
    for (const child of this.headers.children(from)) this.checkSteal(to, child);
    this.headers.adopt(to, from);
  }

  ralloc_parent(pointer: Pointer): Pointer {
    const header = pointer === NULL ? undefined : this.headerOf(pointer);
    const parent = header === undefined ? NO_HEADER : this.headers.parent(header);
    return parent === NO_HEADER ? NULL : this.headers.payload(parent);
  }

  /** One a block; it is called with the payload once all children are gone. */
  ralloc_set_destructor(pointer: Pointer, destructor: Destructor | undefined): void {
    const header = this.headerOf(pointer);
    if (header === undefined) return;
    const number = destructor === undefined ? 0 : this.destructors.push(destructor);
    this.headers.setDestructor(header, number);
  }

  /** Children of a block, newest first. */
  children(pointer: Pointer): Pointer[] {
    return [...this.headers.children(this.headers.of(pointer))].map((child) => this.headers.payload(child));
  }

  /** The allocator that made the block at `pointer`. */
  allocatorOf(pointer: Pointer): RallocAllocator {
    return this.allocators.get(this.headers.allocator(this.headers.of(pointer)));
  }

  /** A block from allocator `number`, linked under `parent`. Here malloc is called, and nowhere else. */
  blockFrom(number: number, parent: Header, size: number): Pointer {
    const { layout } = this.headers;
    const allocator = this.usable(number, NULL);
    const start = allocator.source.allocate(this.bytesFor(size), layout.alignment);
    if (start === NULL) return NULL;
    const header = start as number as Header;
    this.headers.begin(header, size, number);
    this.headers.addChild(parent, header);
    this.handOut(header);
    return this.headers.payload(header);
  }

  /** The header of a block of ours; a fault otherwise (Mesa asserts its canary, in debug builds). */
  headerOf(pointer: Pointer): Header | undefined {
    if (this.heap.homeOf(pointer)?.id === this.domain.id) return this.headers.of(pointer);
    this.report(this.heap.releaseFault(this.domain, pointer) ?? 'foreign-release', pointer);
    return undefined;
  }

  report(kind: FacadeFaultKind, pointer: Pointer): void {
    this.heap.report(kind, pointer, this.domain);
  }

  /** Mesa would have written through NULL here. We return NULL; the faithful reading notes the crash. */
  reportCrash(pointer: Pointer): void {
    if (this.heap.faithful) this.report('null-write', pointer);
  }

  /** Here realloc is called, and nowhere else. */
  private resize(pointer: Pointer, size: number): Pointer {
    const old = this.headerOf(pointer);
    if (old === undefined) return NULL;
    const { layout } = this.headers;
    const allocator = this.usable(this.headers.allocator(old), pointer);
    const start = allocator.source.reallocate(old as number as Pointer, this.bytesFor(size), layout.alignment);
    if (start === NULL) return NULL;
    const header = start as number as Header;
    if (header !== old) this.headers.relocated(old, header);
    this.handOut(header);
    return this.headers.payload(header);
  }

  /** Here free is called, and nowhere else. */
  private destroy(header: Header): void {
    const payload = this.headers.payload(header);
    const destructor = this.headers.destructor(header);
    if (destructor !== 0) this.destructors[destructor - 1](payload);
    if (!this.heap.faithful) this.headers.bury(header);
    this.unmovable.delete(payload);
    this.usable(this.headers.allocator(header), payload).source.release(header as number as Pointer);
  }

  /** malloc's request. The sum is not checked in Mesa: it wraps, and the block is too short. */
  private bytesFor(size: number): number {
    const { layout } = this.headers;
    const total = alignUp(size + layout.size, layout.alignment);
    return this.heap.faithful ? total % (sizeMax(this.heap.abi) + 1) : total;
  }

  private usable(number: number, pointer: Pointer): RallocAllocator {
    const allocator = this.allocators.get(number);
    const { thread } = allocator;
    if (thread !== undefined && thread !== this.heap.caller.thread) this.report('foreign-thread', pointer);
    return allocator;
  }

  private handOut(header: Header): void {
    this.heap.handedOut.add(header as number as Pointer, this.headers.payload(header), this.domain);
  }

  private checkSteal(parent: Header, header: Header): void {
    if (parent === NO_HEADER) return;
    const { allocators, headers } = this;
    const fault = stealFault(allocators.get(headers.allocator(header)), allocators.get(headers.allocator(parent)));
    if (fault !== undefined) this.report(fault, headers.payload(header));
  }

  private overflows(size: number, count: number): boolean {
    return size * count > sizeMax(this.heap.abi);
  }
}
