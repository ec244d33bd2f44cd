import { alignUp, headerAlign } from '../c-layout';
import type { FacadeDomain } from '../domains';
import { NULL, type Pointer } from '../heap-bytes';
import type { HostHeap } from '../host-heap';
import type { Ralloc } from '../ralloc/ralloc';
import { NO_HEADER } from '../ralloc/ralloc-headers';
import { GcBlocks } from './gc-blocks';
import { bucketFor, BUCKETS, CURRENT_GENERATION, GC_CONTEXT_CANARY, gcLayout, IS_USED } from './gc-layout';
import { GcSlabs } from './gc-slabs';

/**
 * Mesa's gc contexts: slabs of equal objects on top of ralloc, and a sweep that its user drives. Slabs and large blocks
 * are ralloc children of the context, so they come from the allocator that it inherited. A gc block is no ralloc block:
 * it has no children and cannot be stolen.
 */
export class Gc {
  readonly domain: FacadeDomain;
  readonly blocks: GcBlocks;
  readonly slabs: GcSlabs;
  private readonly context;
  private readonly heap: HostHeap;
  /** Objects that the sweep in progress has seen marked. */
  private readonly marked = new Set<Pointer>();

  constructor(readonly ralloc: Ralloc) {
    this.heap = ralloc.heap;
    this.domain = this.heap.domains.add('gc', 'gc');
    this.blocks = new GcBlocks(this.heap.bytes);
    this.slabs = new GcSlabs(ralloc, this.blocks);
    this.context = gcLayout(this.heap.abi).context;
  }

  gc_context(parent: Pointer): Pointer {
    const ctx = this.ralloc.rzalloc_size(parent, this.context.size);
    if (ctx === NULL) return NULL;
    this.ralloc.unmovable.add(ctx);
    if (this.heap.abi.debug) this.heap.bytes.setU32(ctx + this.context.offset.canary, GC_CONTEXT_CANARY);
    for (let bucket = 0; bucket < BUCKETS; bucket++) {
      this.slabs.lists.begin(this.slabs.all(ctx, bucket));
      this.slabs.lists.begin(this.slabs.withRoom(ctx, bucket));
    }
    return ctx;
  }

  /** `alignment`: a power of two, at most what a ralloc block is aligned to; else NULL (Mesa asserts). */
  gc_alloc_size(ctx: Pointer, size: number, alignment: number): Pointer {
    const aligned = Math.max(alignment, this.blocks.layout.alignment);
    if (aligned > headerAlign(this.heap.abi)) return NULL;
    const headerSize = this.blocks.headerSize(aligned);
    const total = alignUp(size, aligned) + headerSize;
    const bucket = bucketFor(total);
    const header = bucket === BUCKETS ? this.ralloc.ralloc_size(ctx, total) : this.slabs.take(ctx, bucket);
    if (header === 0) return NULL;
    if (bucket === BUCKETS) this.blocks.setBucket(header, BUCKETS);
    const payload = this.blocks.begin(header, headerSize, this.generation(ctx) | IS_USED);
    this.heap.handedOut.add(this.hostOf(header, bucket), payload, this.domain);
    return payload;
  }

  gc_zalloc_size(ctx: Pointer, size: number, alignment: number): Pointer {
    const pointer = this.gc_alloc_size(ctx, size, alignment);
    if (pointer !== NULL) this.heap.bytes.fill(pointer, 0, size);
    return pointer;
  }

  gc_free(pointer: Pointer): void {
    if (pointer !== NULL && this.isOurs(pointer)) this.freeBlock(pointer, true);
  }

  /** The context that the block was allocated in. */
  gc_get_context(pointer: Pointer): Pointer {
    if (!this.isOurs(pointer)) return NULL;
    const header = this.blocks.headerOf(pointer);
    if (this.blocks.bucket(header) === BUCKETS) return this.ralloc.ralloc_parent(header as Pointer);
    return this.heap.bytes.pointer(this.blocks.slabOf(header));
  }

  /** Begins a sweep: everything alive now must be marked, or goes when it ends. */
  gc_sweep_start(ctx: Pointer): void {
    if (this.rubbish(ctx) !== NULL) {
      this.heap.report('nested-sweep', ctx, this.domain);
      return;
    }
    // Mesa takes ralloc_context(NULL), which under a table would be an escape: the rubbish inherits the allocator.
    const number = this.ralloc.headers.allocator(this.ralloc.headers.of(ctx));
    const rubbish = this.ralloc.blockFrom(number, NO_HEADER, 0);
    if (rubbish === NULL) {
      this.ralloc.reportCrash(ctx);
      return;
    }
    this.marked.clear();
    this.heap.bytes.setU8(ctx + this.context.offset.current_gen, this.generation(ctx) ^ CURRENT_GENERATION);
    this.heap.bytes.setPointer(ctx + this.context.offset.rubbish, rubbish);
    this.ralloc.ralloc_adopt(rubbish, ctx);
  }

  /**
   * Traps of Mesa's, kept when the heap is faithful: marking twice un-marks, and marking what was allocated after the
   * sweep began kills it, for the mark toggles. Ours is idempotent and reports both.
   */
  gc_mark_live(ctx: Pointer, pointer: Pointer): void {
    if (!this.isOurs(pointer)) return;
    const header = this.blocks.headerOf(pointer);
    if (this.blocks.bucket(header) === BUCKETS) {
      this.ralloc.ralloc_steal(ctx, header as Pointer);
      return;
    }
    const flags = this.blocks.flags(header);
    const isCurrent = (flags & CURRENT_GENERATION) === this.generation(ctx);
    if (this.marked.has(pointer)) this.heap.report('double-mark', pointer, this.domain);
    else if (isCurrent) this.heap.report('mark-after-start', pointer, this.domain);
    this.marked.add(pointer);
    if (!isCurrent || this.heap.faithful) this.blocks.setFlags(header, flags ^ CURRENT_GENERATION);
  }

  /** Frees what was not marked: objects of older generations, empty slabs, and large blocks left in the rubbish. */
  gc_sweep_end(ctx: Pointer): void {
    if (this.rubbish(ctx) === NULL) return;
    const live: Pointer[] = [];
    for (let bucket = 0; bucket < BUCKETS; bucket++) {
      for (const link of this.slabs.lists.items(this.slabs.all(ctx, bucket))) {
        const slab = this.slabs.ofLink(link);
        if (this.sweepSlab(ctx, slab, bucket)) live.push(slab);
      }
    }
    for (const slab of live) this.ralloc.ralloc_steal(ctx, slab);
    this.ralloc.ralloc_free(this.rubbish(ctx));
    this.heap.bytes.setPointer(ctx + this.context.offset.rubbish, NULL);
  }

  /** Whether the slab survives. */
  private sweepSlab(ctx: Pointer, slab: Pointer, bucket: number): boolean {
    if (this.slabs.numAllocated(slab) === 0) {
      this.slabs.release(slab);
      return false;
    }
    for (const header of this.slabs.objects(slab, bucket)) {
      const flags = this.blocks.flags(header);
      if ((flags & IS_USED) === 0 || (flags & CURRENT_GENERATION) === this.generation(ctx)) continue;
      const isLast = this.slabs.numAllocated(slab) === 1;
      this.forget(header);
      this.slabs.putBack(header, false);
      if (isLast) return false;
    }
    return true;
  }

  private freeBlock(pointer: Pointer, keepEmpty: boolean): void {
    const header = this.blocks.headerOf(pointer);
    if (this.blocks.bucket(header) === BUCKETS) {
      this.ralloc.ralloc_free(header as Pointer);
      return;
    }
    this.forget(header, pointer);
    this.slabs.putBack(header, keepEmpty);
  }

  private forget(header: number, pointer = this.payloadOf(header)): void {
    this.blocks.setFlags(header, this.blocks.flags(header) & ~IS_USED);
    this.heap.handedOut.remove(pointer);
  }

  /** The payload behind a header: at one of the few alignments that a block may have. */
  private payloadOf(header: number): Pointer {
    for (let alignment = this.blocks.layout.alignment; alignment <= headerAlign(this.heap.abi); alignment *= 2) {
      const payload = (header + this.blocks.headerSize(alignment)) as Pointer;
      if (this.heap.homeOf(payload)?.id === this.domain.id) return payload;
    }
    return NULL;
  }

  private isOurs(pointer: Pointer): boolean {
    if (this.heap.homeOf(pointer)?.id === this.domain.id) return true;
    this.heap.report(this.heap.releaseFault(this.domain, pointer) ?? 'foreign-release', pointer, this.domain);
    return false;
  }

  private hostOf(header: number, bucket: number): Pointer {
    const payload = bucket === BUCKETS ? (header as Pointer) : this.blocks.slabOf(header);
    return this.ralloc.headers.of(payload) as number as Pointer;
  }

  private generation(ctx: Pointer): number {
    return this.heap.bytes.u8(ctx + this.context.offset.current_gen);
  }

  private rubbish(ctx: Pointer): Pointer {
    return this.heap.bytes.pointer(ctx + this.context.offset.rubbish);
  }
}
