import { NO_ROOM } from '../engines/engine';
import { ByteState, type Accessibility } from '../heap/accessibility';
import type { HeapMemory, HeapWord } from '../heap/heap-memory';
import { NONE, type Bytes, type ContextId, type DomainId, type SiteId, type StackId } from '../tables/indices';
import type { DataModel } from '../tables/layer-choice';
import { DebugList } from './debug-list';
import { DEBUG_MAGIC, debugHeader, FOOTER_BYTES, FREED_FILL, type DebugHeader } from './debug-layout';
import type { Layer } from './layer';
import type { LayerFaults } from './layer-faults';
import { StateReader, StateWriter } from './state-writer';

export interface DebugOptions {
  readonly model: DataModel;
  /** `DEBUG_FREED_MEMORY`: a freed block is filled and kept for good, so that writes into it are found. */
  readonly keepsFreed: boolean;
}

/** A block that an interval of serial numbers did not see freed. */
export interface DebugLeak {
  readonly block: HeapWord;
  readonly bytes: Bytes;
  readonly no: number;
  readonly site: SiteId;
}

/**
 * Gallium's memory debugging, in the bytes of `src/util/u_debug_memory.c`: a header before each payload and a magic
 * behind it. A release whose header has no magic is reported and does nothing (a pointer from elsewhere, a second
 * free); a footer that changed is an overflow, reported with the block, which goes all the same.
 *
 * Where the C code keeps pointers to the text of its call site, a replay keeps what it knows of it: `file` is the
 * site, `line` log2 of the alignment asked for, `function` the context. Links and payload sizes are also noted beside
 * the heap, so that a program which writes over a header cannot lead the layer astray.
 */
export class DebugLayer implements Layer {
  private readonly header: DebugHeader;
  private readonly words: Uint32Array;
  private readonly list = new DebugList();
  private nextNo = 0;
  private headerBytes = 0;
  private keptBytes = 0;

  constructor(
    private readonly below: Layer,
    private readonly memory: HeapMemory,
    private readonly shadow: Accessibility,
    private readonly faults: LayerFaults,
    private readonly options: DebugOptions,
  ) {
    this.words = memory.words;
    this.header = debugHeader(options.model, options.keepsFreed);
  }

  alloc(bytes: number, alignLog2: number, site: SiteId, context: ContextId): HeapWord {
    const block = this.take(bytes, alignLog2, site, context);
    if (block === NO_ROOM) return NO_ROOM;
    this.list.append(block, bytes, alignLog2);
    this.write(block, this.nextNo++, site, context);
    return block;
  }

  /** Room for header, payload and footer; the first word of the payload. */
  private take(bytes: number, alignLog2: number, site: SiteId, context: ContextId): HeapWord {
    const lead = this.leadBytes(alignLog2);
    const base = this.below.alloc(lead + bytes + FOOTER_BYTES, alignLog2, site, context);
    return base === NO_ROOM ? NO_ROOM : ((base + lead / 4) as HeapWord);
  }

  /** From the block below to the payload: the header, pushed up to keep an alignment that was asked for. */
  private leadBytes(alignLog2: number): number {
    const alignment = 2 ** alignLog2;
    return Math.ceil(this.header.bytes / alignment) * alignment;
  }

  private write(block: HeapWord, no: number, site: number, context: number): void {
    this.put(block, this.header.no, no);
    this.put(block, this.header.file, site);
    this.put(block, this.header.line, this.list.alignLog2(block));
    this.put(block, this.header.function, context);
    this.put(block, this.header.size, this.list.bytes(block));
    this.put(block, this.header.magic, DEBUG_MAGIC);
    this.putFooter(block, DEBUG_MAGIC);
    this.link(block);
    this.paint(block);
    this.headerBytes += this.leadBytes(this.list.alignLog2(block)) + FOOTER_BYTES;
  }

  private put(block: HeapWord, offset: number, value: number): void {
    this.words[block + (offset - this.header.bytes) / 4] = value;
  }

  private get(block: HeapWord, offset: number): number {
    return this.words[block + (offset - this.header.bytes) / 4];
  }

  private putFooter(block: HeapWord, value: number): void {
    const at = block * 4 + this.list.bytes(block);
    for (let byte = 0; byte < FOOTER_BYTES; byte++) this.memory.bytes[at + byte] = value >>> (8 * byte);
  }

  /** Writes the links of a block and of its neighbours. The list's head is no part of the heap: 0. */
  private link(block: HeapWord): void {
    const previous = this.list.previous(block);
    const next = this.list.next(block);
    this.join(previous, block);
    this.join(block, next);
  }

  private join(before: HeapWord, after: HeapWord): void {
    if (before !== NO_ROOM) this.put(before, this.header.next, this.headerAddress(after));
    if (after !== NO_ROOM) this.put(after, this.header.previous, this.headerAddress(before));
  }

  private headerAddress(block: HeapWord): number {
    return block === NO_ROOM ? 0 : block * 4 - this.header.bytes;
  }

  private paint(block: HeapWord): void {
    const lead = this.leadBytes(this.list.alignLog2(block));
    const end = block * 4 + this.list.bytes(block);
    this.shadow.paint(block * 4 - lead, lead, ByteState.Header);
    this.shadow.paint(end, FOOTER_BYTES, ByteState.Header);
    if (this.list.isFreed(block)) this.shadow.paint(block * 4, end - block * 4, ByteState.Freed);
  }

  /** Always a new block, which takes over serial number, site and place in the list. */
  realloc(block: HeapWord, bytes: number, alignLog2: number, site: SiteId, context: ContextId): HeapWord {
    if (!this.checkHeader(block, NONE as StackId)) return NO_ROOM;
    this.checkFooter(block, NONE as StackId);
    const moved = this.take(bytes, alignLog2, site, context);
    if (moved === NO_ROOM) return NO_ROOM;
    const kept = Math.min(bytes, this.list.bytes(block));
    this.memory.bytes.copyWithin(moved * 4, block * 4, block * 4 + kept);
    const { no, file, function: owner } = this.header;
    const [serial, allocated, context_] = [no, file, owner].map((offset) => this.get(block, offset));
    this.list.insertBefore(moved, block, bytes, alignLog2);
    this.write(moved, serial, allocated, context_);
    this.release(block, NONE as DomainId, NONE as StackId);
    return moved;
  }

  free(block: HeapWord, domain: DomainId, stack: StackId): void {
    if (block === NO_ROOM || !this.checkHeader(block, stack)) return;
    this.checkFooter(block, stack);
    if (this.options.keepsFreed) this.keep(block, domain, stack);
    else this.release(block, domain, stack);
  }

  private keep(block: HeapWord, domain: DomainId, stack: StackId): void {
    this.list.markFreed(block);
    this.keptBytes += this.list.bytes(block);
    this.put(block, this.header.freed, 1);
    this.put(block, this.header.file, stack);
    this.put(block, this.header.line, domain);
    this.memory.bytes.fill(FREED_FILL, block * 4, block * 4 + this.list.bytes(block));
    this.paint(block);
  }

  private release(block: HeapWord, domain: DomainId, stack: StackId): void {
    const lead = this.leadBytes(this.list.alignLog2(block));
    const bytes = lead + this.list.bytes(block) + FOOTER_BYTES;
    this.headerBytes -= lead + FOOTER_BYTES;
    this.join(this.list.previous(block), this.list.next(block));
    this.erase(block);
    this.list.remove(block);
    const base = (block - lead / 4) as HeapWord;
    this.shadow.paint(base * 4, bytes, ByteState.Unallocated);
    this.below.free(base, domain, stack);
  }

  private erase(block: HeapWord): void {
    const { bytes } = this.memory;
    const start = block * 4;
    const end = start + this.list.bytes(block);
    bytes.fill(0, start - this.leadBytes(this.list.alignLog2(block)), start);
    bytes.fill(0, end, end + FOOTER_BYTES);
    if (this.list.isFreed(block)) bytes.fill(0, start, end);
  }

  /** Whether a live block begins at `block`; otherwise that is reported: "freeing bad or corrupted memory". */
  private checkHeader(block: HeapWord, stack: StackId): boolean {
    const isKnown = this.list.has(block);
    if (isKnown && !this.list.isFreed(block) && this.get(block, this.header.magic) === DEBUG_MAGIC) return true;
    const at = block * 4 - this.header.bytes + this.header.magic;
    this.faults.damaged('header-changed', block, isKnown ? this.list.bytes(block) : 0, at, stack);
    return false;
  }

  /** Reports "buffer overflow" where the magic behind a block is another. */
  private checkFooter(block: HeapWord, stack: StackId): void {
    const bytes = this.list.bytes(block);
    const at = block * 4 + bytes;
    for (let byte = 0; byte < FOOTER_BYTES; byte++) {
      if (this.memory.bytes[at + byte] === ((DEBUG_MAGIC >>> (8 * byte)) & 0xff)) continue;
      this.faults.damaged('footer-changed', block, bytes, at + byte, stack);
      return;
    }
  }

  /** `debug_memory_begin`: the serial number that the next block will have. */
  begin(): number {
    return this.nextNo;
  }

  /**
   * `debug_memory_end`: blocks of serial number `start` and later that are still there, the newest first; their
   * magics are looked at. Freed blocks that are kept are no leaks (in the C code they are listed, by mistake).
   */
  end(start: number): readonly DebugLeak[] {
    const leaks: DebugLeak[] = [];
    if (start === this.nextNo) return leaks;
    this.list.forEachFromNewest((block) => {
      const bytes = this.list.bytes(block) as Bytes;
      this.checkBlock(block);
      const no = this.get(block, this.header.no);
      if (no < start || no >= this.nextNo || this.list.isFreed(block)) return;
      leaks.push({ block, bytes, no, site: this.get(block, this.header.file) as SiteId });
    });
    return leaks;
  }

  /** `debug_memory_check`: magics of every block, fill of every freed one, the newest first. */
  check(): void {
    this.list.forEachFromNewest((block) => {
      this.checkBlock(block);
      if (this.list.isFreed(block)) this.checkFill(block);
    });
  }

  /** `debug_memory_check_block`. */
  checkBlock(block: HeapWord): void {
    const at = block * 4 - this.header.bytes + this.header.magic;
    if (this.get(block, this.header.magic) !== DEBUG_MAGIC) {
      this.faults.damaged('header-changed', block, this.list.bytes(block), at, NONE as StackId);
    }
    this.checkFooter(block, NONE as StackId);
  }

  private checkFill(block: HeapWord): void {
    const bytes = this.list.bytes(block);
    const start = block * 4;
    let at = start;
    while (at < start + bytes && this.memory.bytes[at] === FREED_FILL) at++;
    if (at < start + bytes) this.faults.damaged('freed-changed', block, bytes, at, NONE as StackId);
  }

  /** `debug_memory_tag`: a number of the caller's own with the block. */
  tag(block: HeapWord, tag: number): void {
    this.put(block, this.header.tag, tag);
  }

  /** Bytes of headers and footers, and of freed blocks that are kept. */
  figures(): { readonly headers: Bytes; readonly kept: Bytes } {
    return { headers: this.headerBytes as Bytes, kept: this.keptBytes as Bytes };
  }

  saveState(): Uint8Array {
    const writer = new StateWriter(this.below.saveState());
    const { no, file, line, function: owner, tag } = this.header;
    writer.put(this.nextNo);
    writer.put(this.list.length);
    this.list.forEachFromNewest((block) => {
      writer.put(block);
      writer.put(this.list.bytes(block));
      writer.put(this.list.alignLog2(block) * 2 + (this.list.isFreed(block) ? 1 : 0));
      for (const offset of [no, file, line, owner, tag]) writer.put(this.get(block, offset));
    });
    return writer.finish();
  }

  restoreState(state: Uint8Array): void {
    this.clearOwnWords();
    const reader = new StateReader(state);
    this.below.restoreState(reader.below);
    this.nextNo = reader.next();
    let newer = NO_ROOM;
    for (let left = reader.next(); left > 0; left--) newer = this.restoreBlock(reader, newer);
  }

  private restoreBlock(reader: StateReader, newer: HeapWord): HeapWord {
    const block = reader.next() as HeapWord;
    const bytes = reader.next();
    const flags = reader.next();
    if (newer === NO_ROOM) this.list.append(block, bytes, flags >>> 1);
    else this.list.insertBefore(block, newer, bytes, flags >>> 1);
    const [no, file, line, owner, tag] = [0, 0, 0, 0, 0].map(() => reader.next());
    this.write(block, no, file, owner);
    this.put(block, this.header.line, line);
    this.tag(block, tag);
    if ((flags & 1) !== 0) this.keep(block, line as DomainId, file as StackId);
    return block;
  }

  reset(): void {
    this.clearOwnWords();
    this.nextNo = 0;
    this.below.reset();
  }

  private clearOwnWords(): void {
    this.list.forEachFromNewest((block) => {
      this.erase(block);
    });
    this.list.clear();
    this.headerBytes = this.keptBytes = 0;
  }
}
