import { alignUp, headerAlign, layOut, type StructLayout } from '../c-layout';
import type { FacadeDomain } from '../domains';
import { NULL, type Pointer } from '../heap-bytes';
import type { Ralloc } from './ralloc';

export const LINEAR_CONTEXT_MAGIC = 0x87b9c7d3;
export const LINEAR_NODE_MAGIC = 0x87b910d3;
export const MIN_BUFFER_SIZE = 2048;
/** Alignment of every sub-allocation, in bytes: never 16. */
const SUBALLOC_ALIGNMENT = 8;

/**
 * ralloc's linear contexts: memory is handed out one piece behind the other and goes with the context only. A context is
 * a ralloc block and its further buffers are its children, so they come from the allocator that it inherited.
 */
export class Linear {
  readonly context: StructLayout<'magic' | 'min_buffer_size' | 'offset' | 'size' | 'latest'>;
  /** Before each buffer, in debug builds. */
  readonly canary: StructLayout<'magic' | 'offset'>;
  readonly domain: FacadeDomain;

  constructor(readonly ralloc: Ralloc) {
    const { abi } = ralloc.heap;
    this.domain = ralloc.heap.domains.add('linear', 'linear');
    this.context = layOut(
      abi,
      [
        { name: 'magic', type: 4, debug: true },
        { name: 'min_buffer_size', type: 4 },
        { name: 'offset', type: 4 },
        { name: 'size', type: 4 },
        { name: 'latest', type: 'pointer' },
      ],
      headerAlign(abi),
    );
    this.canary = layOut(
      abi,
      [
        { name: 'magic', type: 4, debug: true },
        { name: 'offset', type: 4, debug: true },
      ],
      abi.debug ? headerAlign(abi) : 1,
    );
  }

  /** A context with its first buffer; NULL under NULL, as nothing would ever free it. */
  linear_context(ralloc_ctx: Pointer): Pointer {
    return this.linear_context_with_opts(ralloc_ctx, MIN_BUFFER_SIZE);
  }

  /** @param minBufferSize bytes, rounded up to a multiple of 2048 */
  linear_context_with_opts(ralloc_ctx: Pointer, minBufferSize: number): Pointer {
    if (ralloc_ctx === NULL) return NULL;
    const size = Math.max(alignUp(minBufferSize, MIN_BUFFER_SIZE), MIN_BUFFER_SIZE);
    const ctx = this.ralloc.ralloc_size(ralloc_ctx, this.context.size + this.canary.size + size);
    if (ctx === NULL) return NULL;
    this.ralloc.unmovable.add(ctx);
    if (this.bytes.abi.debug) this.bytes.setU32(ctx + this.context.offset.magic, LINEAR_CONTEXT_MAGIC);
    this.bytes.setU32(ctx + this.context.offset.min_buffer_size, size);
    this.use(ctx, (ctx + this.context.size) as Pointer, size);
    return ctx;
  }

  /** `size` bytes aligned to 8. Zero bytes give the address that the next allocation gets too. */
  linear_alloc_child(ctx: Pointer, size: number): Pointer {
    this.check(ctx);
    if (size === 0) this.ralloc.heap.report('linear-alias', this.bump(ctx), this.domain);
    const rounded = alignUp(size, SUBALLOC_ALIGNMENT);
    const end = this.field(ctx, 'offset') + rounded;
    // In C the sum is an `unsigned`, and a huge request wraps into what seems to fit.
    if ((this.ralloc.heap.faithful ? end >>> 0 : end) > this.field(ctx, 'size')) return this.fromNewNode(ctx, rounded);
    return this.take(ctx, rounded);
  }

  linear_zalloc_child(ctx: Pointer, size: number): Pointer {
    const pointer = this.linear_alloc_child(ctx, size);
    if (pointer !== NULL) this.bytes.fill(pointer, 0, size);
    return pointer;
  }

  linear_free_context(ctx: Pointer): void {
    this.ralloc.ralloc_free(ctx);
  }

  ralloc_steal_linear_context(ralloc_ctx: Pointer, ctx: Pointer): void {
    this.ralloc.ralloc_steal(ralloc_ctx, ctx);
  }

  ralloc_parent_of_linear_context(ctx: Pointer): Pointer {
    return this.ralloc.ralloc_parent(ctx);
  }

  private get bytes() {
    return this.ralloc.heap.bytes;
  }

  /** The next node; a request that fills it whole leaves the latest buffer's remainder in use. */
  private fromNewNode(ctx: Pointer, rounded: number): Pointer {
    const size = Math.max(rounded, this.field(ctx, 'min_buffer_size'));
    const node = this.ralloc.ralloc_size(ctx, this.canary.size + size);
    if (node === NULL) return NULL;
    if (rounded < size) {
      this.use(ctx, node, size);
      return this.take(ctx, rounded);
    }
    this.writeCanary(node, rounded);
    return this.handOut(node, (node + this.canary.size) as Pointer);
  }

  /** Makes the buffer behind the canary at `node` the one that allocations come from. */
  private use(ctx: Pointer, node: Pointer, size: number): void {
    this.writeCanary(node, 0);
    this.setField(ctx, 'offset', 0);
    this.setField(ctx, 'size', size);
    this.bytes.setPointer(ctx + this.context.offset.latest, node + this.canary.size);
  }

  private take(ctx: Pointer, rounded: number): Pointer {
    const pointer = this.bump(ctx);
    const offset = this.field(ctx, 'offset') + rounded;
    this.setField(ctx, 'offset', offset);
    const node = (this.latest(ctx) - this.canary.size) as Pointer;
    this.writeCanary(node, offset);
    return this.handOut(node, pointer);
  }

  private bump(ctx: Pointer): Pointer {
    return (this.latest(ctx) + this.field(ctx, 'offset')) as Pointer;
  }

  private latest(ctx: Pointer): Pointer {
    return this.bytes.pointer(ctx + this.context.offset.latest);
  }

  private field(ctx: Pointer, name: 'min_buffer_size' | 'offset' | 'size'): number {
    return this.bytes.u32(ctx + this.context.offset[name]);
  }

  private setField(ctx: Pointer, name: 'offset' | 'size', value: number): void {
    this.bytes.setU32(ctx + this.context.offset[name], value);
  }

  private writeCanary(node: Pointer, offset: number): void {
    if (!this.bytes.abi.debug) return;
    this.bytes.setU32(node + this.canary.offset.magic, LINEAR_NODE_MAGIC);
    this.bytes.setU32(node + this.canary.offset.offset, offset);
  }

  /** What Mesa asserts in debug builds: both magics, and that the node knows the same offset as the context. */
  private check(ctx: Pointer): void {
    if (!this.bytes.abi.debug) return;
    const node = this.latest(ctx) - this.canary.size;
    const isSound =
      this.bytes.u32(ctx + this.context.offset.magic) === LINEAR_CONTEXT_MAGIC &&
      this.bytes.u32(node + this.canary.offset.magic) === LINEAR_NODE_MAGIC &&
      this.bytes.u32(node + this.canary.offset.offset) === this.field(ctx, 'offset');
    if (!isSound) this.ralloc.heap.report('linear-canary', ctx, this.domain);
  }

  /** The first buffer lies in the context's own block, the others in blocks of theirs. */
  private handOut(node: Pointer, pointer: Pointer): Pointer {
    const { headers, heap } = this.ralloc;
    const isOwnBlock = heap.homeOf(node)?.id === this.ralloc.domain.id;
    const payload = isOwnBlock ? node : ((node - this.context.size) as Pointer);
    // In a release build a node's first piece has the node's own address; that stays ralloc's.
    if (pointer !== payload) heap.handedOut.add(headers.of(payload) as number as Pointer, pointer, this.domain);
    return pointer;
  }
}
