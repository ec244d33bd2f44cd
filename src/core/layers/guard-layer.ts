import { NO_ROOM, type Engine } from '../engines/engine';
import { ByteState, type Accessibility } from '../heap/accessibility';
import type { HeapMemory, HeapWord } from '../heap/heap-memory';
import { NONE, type Bytes, type DomainId, type SiteId, type StackId } from '../tables/indices';
import { guardedAlignment, guardedSpan, type GuardedSpan } from './guard-geometry';
import type { GuardOptions } from './guard-options';
import type { Layer } from './layer';
import type { LayerFaults } from './layer-faults';
import { Quarantine } from './quarantine';
import { StateReader, StateWriter } from './state-writer';

/** What slack is filled with: no man's land of Microsoft's debug heap. */
const SLACK_FILL = 0xfd;

/** Bytes of the guarded blocks at this instant. */
export interface GuardFigures {
  readonly blocks: number;
  /** Guard pages: reserved address space, never written, so never committed. */
  readonly guard: Bytes;
  /** Data pages less the blocks' own bytes. */
  readonly slack: Bytes;
  /** Pages of released blocks, with their guards, and their number. */
  readonly quarantine: Bytes;
  readonly quarantined: number;
}

/**
 * Puts guard pages beside blocks, as Electric Fence and PageHeap do (rows ). A block has data pages
 * to itself; its end touches the guard behind it, or its beginning the guard before it, as near as its alignment
 * allows. What is left of the data pages is slack: filled, and looked at when the block goes. A released block stays
 * guarded in a first-in, first-out quarantine. The guards themselves are only marked in the shadow, which catches
 * accesses as a memory-management unit would.
 */
export class GuardLayer implements Layer {
  private readonly pageWords: number;
  /** By page that a guarded block begins in: its bytes, and log2 of its alignment + 1 (0 = no block begins here). */
  private readonly sizes: Uint32Array;
  private readonly alignments: Uint8Array;
  private readonly quarantine = new Quarantine();
  private quarantineBytes = 0;
  private blocks = 0;
  private guardBytes = 0;
  private slackBytes = 0;
  /** Allocations of chosen domains so far. */
  private asked = 0;

  /** @param domainOf the domain of a site */
  constructor(
    private readonly below: Engine,
    private readonly memory: HeapMemory,
    private readonly shadow: Accessibility,
    private readonly domainOf: (site: SiteId) => DomainId,
    private readonly faults: LayerFaults,
    private readonly options: GuardOptions,
  ) {
    this.pageWords = options.pageBytes / 4;
    const pages = Math.ceil(memory.limitWords / this.pageWords);
    this.sizes = new Uint32Array(pages);
    this.alignments = new Uint8Array(pages);
  }

  alloc(bytes: number, alignLog2: number, site: SiteId): HeapWord {
    return this.chooses(site) ? this.place(bytes, alignLog2) : this.take(bytes, alignLog2);
  }

  private chooses(site: SiteId): boolean {
    const { domains, every } = this.options;
    if (domains !== 'all' && !domains.includes(this.domainOf(site))) return false;
    return this.asked++ % every === 0;
  }

  private place(bytes: number, alignLog2: number): HeapWord {
    const alignment = guardedAlignment(alignLog2, this.options);
    const span = this.spanOf(bytes, alignment);
    const base = this.take(span.total - this.below.headerBytes, Math.log2(Math.max(alignment, this.options.pageBytes)));
    if (base === NO_ROOM) return NO_ROOM;
    const block = (base + (span.lead + span.offset) / 4) as HeapWord;
    this.note(block, bytes, alignment);
    this.guard(block, bytes, span, alignment);
    return block;
  }

  /** Asks the engine. When it is full the quarantine gives back what it holds, the oldest first. */
  private take(bytes: number, alignLog2: number): HeapWord {
    let base = this.below.alloc(bytes, alignLog2);
    while (base === NO_ROOM && this.quarantine.length > 0) {
      this.evict();
      base = this.below.alloc(bytes, alignLog2);
    }
    return base;
  }

  private spanOf(bytes: number, alignment: number): GuardedSpan {
    return guardedSpan(bytes, alignment, this.options, this.below.headerBytes);
  }

  private note(block: HeapWord, bytes: number, alignment: number): void {
    const page = Math.floor(block / this.pageWords);
    this.sizes[page] = bytes;
    this.alignments[page] = Math.log2(alignment) + 1;
  }

  private isGuarded(block: HeapWord): boolean {
    return this.alignments[Math.floor(block / this.pageWords)] !== 0;
  }

  private sizeOf(block: HeapWord): number {
    return this.sizes[Math.floor(block / this.pageWords)];
  }

  private alignmentOf(block: HeapWord): number {
    return 2 ** (this.alignments[Math.floor(block / this.pageWords)] - 1);
  }

  /** Fills the slack of a block that was noted, and marks its pages. */
  private guard(block: HeapWord, bytes: number, span: GuardedSpan, alignment: number): void {
    const data = block * 4 - span.offset;
    this.count(bytes, span, 1);
    this.fillSlack(block, bytes, span, SLACK_FILL);
    this.shadow.paint(data - span.lead, span.lead, ByteState.Guard);
    this.shadow.paint(data, span.data, ByteState.Slack);
    this.shadow.paint(block * 4, bytes, ByteState.Unallocated);
    this.shadow.paint(data + span.data, span.trail, ByteState.Guard);
    if (span.trail > 0 && alignment < 4) this.shadow.paint(block * 4 + bytes, -bytes & 3, ByteState.Guard);
  }

  private count(bytes: number, span: GuardedSpan, sign: 1 | -1): void {
    this.blocks += sign;
    this.guardBytes += sign * (span.lead + span.trail);
    this.slackBytes += sign * (span.data - bytes);
  }

  private fillSlack(block: HeapWord, bytes: number, span: GuardedSpan, fill: number): void {
    const from = block * 4;
    this.memory.bytes.fill(fill, from - span.offset, from);
    this.memory.bytes.fill(fill, from + bytes, this.endOfSlack(block, span));
  }

  private endOfSlack(block: HeapWord, span: GuardedSpan): number {
    return block * 4 - span.offset + span.data - (span.trail === 0 ? this.below.headerBytes : 0);
  }

  /** A block stays as it is, guarded or not. One that is guarded always moves. */
  realloc(block: HeapWord, bytes: number, alignLog2: number): HeapWord {
    if (!this.isGuarded(block)) return this.below.realloc(block, bytes, alignLog2);
    const moved = this.place(bytes, alignLog2);
    if (moved === NO_ROOM) return NO_ROOM;
    this.memory.bytes.copyWithin(moved * 4, block * 4, block * 4 + Math.min(bytes, this.sizeOf(block)));
    this.release(block, NONE as StackId);
    return moved;
  }

  free(block: HeapWord, _domain: DomainId, stack: StackId): void {
    if (this.isGuarded(block)) this.release(block, stack);
    else this.below.free(block);
  }

  private release(block: HeapWord, stack: StackId): void {
    const bytes = this.sizeOf(block);
    const span = this.spanOf(bytes, this.alignmentOf(block));
    this.checkBlock(block, stack);
    this.fillSlack(block, bytes, span, 0);
    this.count(bytes, span, -1);
    if (this.options.quarantineBytes === 0) {
      this.giveBack(block, span);
      return;
    }
    this.keep(block, span);
    while (this.quarantineBytes > this.options.quarantineBytes) this.evict();
  }

  private keep(block: HeapWord, span: GuardedSpan): void {
    this.quarantine.push(block);
    this.quarantineBytes += span.total;
    const data = block * 4 - span.offset;
    this.shadow.paint(data - span.lead, span.lead, ByteState.Guard);
    this.shadow.paint(data, span.data, ByteState.Freed);
    this.shadow.paint(data + span.data, span.trail, ByteState.Guard);
  }

  private evict(): void {
    const block = this.quarantine.shift();
    const span = this.spanOf(this.sizeOf(block), this.alignmentOf(block));
    this.quarantineBytes -= span.total;
    this.giveBack(block, span);
  }

  private giveBack(block: HeapWord, span: GuardedSpan): void {
    const base = (block - (span.offset + span.lead) / 4) as HeapWord;
    this.alignments[Math.floor(block / this.pageWords)] = 0;
    this.shadow.paint(base * 4, span.total, ByteState.Unallocated);
    this.below.free(base);
  }

  /** Looks at the slack of every guarded block. */
  check(): void {
    this.forEachLive((block) => {
      this.checkBlock(block, NONE as StackId);
    });
  }

  private checkBlock(block: HeapWord, stack: StackId): void {
    const bytes = this.sizeOf(block);
    const span = this.spanOf(bytes, this.alignmentOf(block));
    const from = block * 4;
    const before = this.firstChanged(from - span.offset, from);
    const changed = before < from ? before : this.firstChanged(from + bytes, this.endOfSlack(block, span));
    if (changed < this.endOfSlack(block, span)) this.faults.damaged('slack-changed', block, bytes, changed, stack);
  }

  /** The first byte from `from` on that is not as it was filled; `end` when all are. */
  private firstChanged(from: number, end: number): number {
    const { bytes } = this.memory;
    let at = from;
    while (at < end && bytes[at] === SLACK_FILL) at++;
    return at;
  }

  figures(): GuardFigures {
    return {
      blocks: this.blocks,
      guard: this.guardBytes as Bytes,
      slack: this.slackBytes as Bytes,
      quarantine: this.quarantineBytes as Bytes,
      quarantined: this.quarantine.length,
    };
  }

  saveState(): Uint8Array {
    const writer = new StateWriter(this.below.saveState());
    writer.put(this.asked);
    writer.put(this.blocks);
    this.forEachLive((block) => {
      this.saveBlock(writer, block);
    });
    writer.put(this.quarantine.length);
    for (let index = 0; index < this.quarantine.length; index++) this.saveBlock(writer, this.quarantine.at(index));
    return writer.finish();
  }

  private saveBlock(writer: StateWriter, block: HeapWord): void {
    writer.put(block);
    writer.put(this.sizeOf(block));
    writer.put(Math.log2(this.alignmentOf(block)));
  }

  /** Writes fill and shadow anew; the shadow was cleared. What the program wrote into slack is not part of a state. */
  restoreState(state: Uint8Array): void {
    this.clearOwnWords();
    const reader = new StateReader(state);
    this.below.restoreState(reader.below);
    this.asked = reader.next();
    for (let left = reader.next(); left > 0; left--) {
      const { block, bytes, alignment } = this.readBlock(reader);
      this.guard(block, bytes, this.spanOf(bytes, alignment), alignment);
    }
    for (let left = reader.next(); left > 0; left--) {
      const { block, bytes, alignment } = this.readBlock(reader);
      this.keep(block, this.spanOf(bytes, alignment));
    }
  }

  private readBlock(reader: StateReader): { block: HeapWord; bytes: number; alignment: number } {
    const block = reader.next() as HeapWord;
    const bytes = reader.next();
    const alignment = 2 ** reader.next();
    this.note(block, bytes, alignment);
    return { block, bytes, alignment };
  }

  reset(): void {
    this.clearOwnWords();
    this.asked = 0;
    this.below.reset();
  }

  private clearOwnWords(): void {
    this.forEachLive((block) => {
      const bytes = this.sizeOf(block);
      this.fillSlack(block, bytes, this.spanOf(bytes, this.alignmentOf(block)), 0);
    });
    this.sizes.fill(0);
    this.alignments.fill(0);
    this.quarantine.clear();
    this.quarantineBytes = this.blocks = this.guardBytes = this.slackBytes = 0;
  }

  private forEachLive(visit: (block: HeapWord) => void): void {
    const kept = new Set<number>();
    for (let index = 0; index < this.quarantine.length; index++) kept.add(this.quarantine.at(index));
    for (let page = 0; page < this.alignments.length; page++) {
      if (this.alignments[page] === 0) continue;
      const { offset } = this.spanOf(this.sizes[page], 2 ** (this.alignments[page] - 1));
      const block = (page * this.pageWords + (offset % this.options.pageBytes) / 4) as HeapWord;
      if (!kept.has(block)) visit(block);
    }
  }
}
