import type { HeapBytes, Pointer } from '../heap-bytes';
import { alignUp } from '../c-layout';
import { GC_BLOCK_CANARY, gcLayout, IS_PADDING } from './gc-layout';

/** Address of a gc block's header. */
export type BlockHeader = number;

/** gc's block headers in the heap's bytes: 4 bytes, 8 in a debug build, at times padded to an alignment. */
export class GcBlocks {
  readonly layout;

  constructor(private readonly bytes: HeapBytes) {
    this.layout = gcLayout(bytes.abi).block;
  }

  /** Bytes from a header to its payload, for an alignment. */
  headerSize(alignment: number): number {
    return alignUp(this.layout.size, alignment);
  }

  /**
   * Marks a header as used with `flags`. Where it is padded, the byte before the payload says by how much, so that the
   * header can be found from there.
   */
  begin(header: BlockHeader, headerSize: number, flags: number): Pointer {
    this.setFlags(header, flags);
    if (this.bytes.abi.debug) this.bytes.setU32(header + this.layout.offset.canary, GC_BLOCK_CANARY);
    const payload = (header + headerSize) as Pointer;
    const padding = headerSize - this.layout.size;
    if (padding > 0) this.bytes.setU8(payload - 1, IS_PADDING | padding);
    return payload;
  }

  headerOf(payload: Pointer): BlockHeader {
    const last = this.bytes.u8(payload - 1);
    const padding = (last & IS_PADDING) === 0 ? 0 : last & ~IS_PADDING;
    return payload - padding - this.layout.size;
  }

  setPlace(header: BlockHeader, slabOffset: number, bucket: number): void {
    this.bytes.setU16(header + this.layout.offset.slab_offset, slabOffset);
    this.setBucket(header, bucket);
  }

  setBucket(header: BlockHeader, bucket: number): void {
    this.bytes.setU8(header + this.layout.offset.bucket, bucket);
  }

  bucket(header: BlockHeader): number {
    return this.bytes.u8(header + this.layout.offset.bucket);
  }

  slabOf(header: BlockHeader): Pointer {
    return (header - this.bytes.u16(header + this.layout.offset.slab_offset)) as Pointer;
  }

  flags(header: BlockHeader): number {
    return this.bytes.u8(header + this.layout.offset.flags);
  }

  setFlags(header: BlockHeader, flags: number): void {
    this.bytes.setU8(header + this.layout.offset.flags, flags);
  }

  /** Next of a slab's free list: the word behind the header. */
  nextFree(header: BlockHeader): BlockHeader {
    return this.bytes.pointer(header + this.layout.size);
  }

  setNextFree(header: BlockHeader, next: BlockHeader): void {
    this.bytes.setPointer(header + this.layout.size, next);
  }
}
