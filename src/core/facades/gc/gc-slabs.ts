import { ListHeads } from '../list-head';
import { NULL, type HeapBytes, type Pointer } from '../heap-bytes';
import type { Ralloc } from '../ralloc/ralloc';
import type { GcBlocks } from './gc-blocks';
import { type BlockHeader } from './gc-blocks';
import { gcLayout, objectSize, objectsPerSlab } from './gc-layout';

/** gc's slabs: ralloc children of the context, each with objects of one bucket's size. */
export class GcSlabs {
  readonly lists: ListHeads;
  private readonly slab;
  private readonly context;
  private readonly bytes: HeapBytes;

  constructor(
    private readonly ralloc: Ralloc,
    private readonly blocks: GcBlocks,
  ) {
    this.bytes = ralloc.heap.bytes;
    const { slab, context } = gcLayout(this.bytes.abi);
    this.slab = slab;
    this.context = context;
    this.lists = new ListHeads(this.bytes);
  }

  /** List of a bucket's slabs. */
  all(ctx: Pointer, bucket: number): number {
    return ctx + this.context.offset.slabs + 4 * bucket * this.bytes.abi.pointerBytes;
  }

  /** List of a bucket's slabs with room, the fullest first. */
  withRoom(ctx: Pointer, bucket: number): number {
    return this.all(ctx, bucket) + 2 * this.bytes.abi.pointerBytes;
  }

  /** The slab whose `link` stands in {@link all}. */
  ofLink(link: number): Pointer {
    return (link - this.slab.offset.link) as Pointer;
  }

  /** An object of the bucket: from a free list before fresh memory. 0 where no slab could be had. */
  take(ctx: Pointer, bucket: number): BlockHeader {
    if (this.lists.isEmpty(this.withRoom(ctx, bucket)) && !this.create(ctx, bucket)) return 0;
    const slab = this.lists.next(this.withRoom(ctx, bucket)) - this.slab.offset.free_link;
    let header = this.field(slab, 'freelist');
    if (header !== 0) {
      this.setField(slab, 'freelist', this.blocks.nextFree(header));
    } else {
      header = this.field(slab, 'next_available');
      this.blocks.setPlace(header, header - slab, bucket);
      this.setField(slab, 'next_available', header + objectSize(bucket));
    }
    this.count(slab, 1);
    if (this.numFree(slab) === 0) this.lists.remove(slab + this.slab.offset.free_link);
    return header;
  }

  /** @param keepEmpty whether the only slab with room may stay though its last object goes */
  putBack(header: BlockHeader, keepEmpty: boolean): void {
    const slab = this.blocks.slabOf(header);
    const freeLink = slab + this.slab.offset.free_link;
    if (this.numAllocated(slab) === 1 && !(keepEmpty && this.lists.isSingular(freeLink))) {
      this.release(slab);
      return;
    }
    const room = this.withRoom(this.field(slab, 'ctx') as Pointer, this.blocks.bucket(header));
    if (this.numFree(slab) === 0) this.lists.addHead(freeLink, room);
    else this.sink(slab, room);
    this.blocks.setNextFree(header, this.field(slab, 'freelist'));
    this.setField(slab, 'freelist', header);
    this.count(slab, -1);
  }

  release(slab: Pointer): void {
    const freeLink = slab + this.slab.offset.free_link;
    if (this.lists.isLinked(freeLink)) this.lists.remove(freeLink);
    this.lists.remove(slab + this.slab.offset.link);
    this.ralloc.ralloc_free(slab);
  }

  numAllocated(slab: Pointer | number): number {
    return this.bytes.u32(slab + this.slab.offset.num_allocated);
  }

  /** Headers of the objects that were ever handed out from a slab. */
  *objects(slab: Pointer, bucket: number): Generator<BlockHeader> {
    const end = this.field(slab, 'next_available');
    for (let header = slab + this.slab.size; header < end; header += objectSize(bucket)) yield header;
  }

  private create(ctx: Pointer, bucket: number): boolean {
    const count = objectsPerSlab(this.bytes.abi, bucket);
    const slab = this.ralloc.ralloc_size(ctx, this.slab.size + count * objectSize(bucket));
    if (slab === NULL) return false;
    this.setField(slab, 'ctx', ctx);
    this.setField(slab, 'freelist', 0);
    this.setField(slab, 'next_available', slab + this.slab.size);
    this.bytes.setU32(slab + this.slab.offset.num_allocated, 0);
    this.bytes.setU32(slab + this.slab.offset.num_free, count);
    this.lists.addTail(slab + this.slab.offset.link, this.all(ctx, bucket));
    this.lists.addTail(slab + this.slab.offset.free_link, this.withRoom(ctx, bucket));
    this.ralloc.unmovable.add(slab);
    return true;
  }

  /** Moves a slab back in its list past those with fewer free objects: full ones are to be filled first. */
  private sink(slab: Pointer, room: number): void {
    const freeLink = slab + this.slab.offset.free_link;
    for (let next = this.lists.next(freeLink); next !== room; next = this.lists.next(freeLink)) {
      if (this.numFree(slab) <= this.numFree(next - this.slab.offset.free_link)) return;
      this.lists.remove(freeLink);
      this.lists.addHead(freeLink, next);
    }
  }

  private numFree(slab: number): number {
    return this.bytes.u32(slab + this.slab.offset.num_free);
  }

  private count(slab: number, taken: 1 | -1): void {
    this.bytes.setU32(slab + this.slab.offset.num_allocated, this.numAllocated(slab) + taken);
    this.bytes.setU32(slab + this.slab.offset.num_free, this.numFree(slab) - taken);
  }

  private field(slab: number, name: 'ctx' | 'next_available' | 'freelist'): number {
    return this.bytes.pointer(slab + this.slab.offset[name]);
  }

  private setField(slab: number, name: 'ctx' | 'next_available' | 'freelist', value: number): void {
    this.bytes.setPointer(slab + this.slab.offset[name], value);
  }
}
