import { FAULT_KINDS } from '../faults/kinds';
import { NO_ROOM } from '../engines/engine';
import { ByteState, type Accessibility } from '../heap/accessibility';
import type { HeapMemory, HeapWord } from '../heap/heap-memory';
import type { AllocatorStack } from '../layers/configuration';
import type { ChargedBlock } from '../layers/accounting-ledger';
import type { Layer } from '../layers/layer';
import { isInHeap, NOT_PLACED, type BlockTable } from '../tables/blocks';
import {
  NONE,
  type BlockRow,
  type ContextId,
  type DomainId,
  type EventIndex,
  type FaultRow,
  type SiteId,
} from '../tables/indices';
import type { Trace } from '../tables/trace';
import type { Calls } from './calls';
import { CheckedAccesses } from './checked-accesses';
import type { ReplayFaults } from './replay-faults';
import { WrittenBytes, type WrittenState } from './written-bytes';

const MISMATCHED_FREE = FAULT_KINDS.indexOf('mismatched-free');
/** A pointer into the engine's own tables, for those that the program had from elsewhere. */
const FOREIGN = 1 as HeapWord;

/** All layers' state, and what the program wrote over of it. */
interface LayeredState {
  readonly heap: Uint8Array;
  readonly written?: WrittenState;
}

/**
 * Makes a replay's calls on an allocator with layers: says who asks, and through which domain a block is released,
 * which the faults of the trace know. A call that was faulty in the recorded program is as faulty here.
 */
export class LayeredCalls implements Calls {
  private nextFault = 1 as FaultRow;
  /** No fault that is still to come happened before this event. */
  private nextFaultEvent = 0;
  private readonly top: Layer;
  /** Undefined: accounts are not kept. */
  private readonly named: ChargedBlock | undefined;
  private readonly domains: Trace['sites']['domain'];
  /** By row; undefined: no block is of any. */
  private contexts: BlockTable['context'] | undefined;
  private readonly releaseStacks: BlockTable['releaseStack'];
  private readonly shadow: Accessibility | undefined;
  private readonly written: WrittenBytes;
  /** Undefined: there is no shadow to check against. */
  private readonly accesses: CheckedAccesses | undefined;

  constructor(
    private readonly trace: Trace,
    private readonly stack: AllocatorStack,
    private readonly faults: ReplayFaults,
    memory: HeapMemory,
  ) {
    this.shadow = stack.shadow;
    this.top = stack.top;
    this.named = stack.accounting?.named;
    this.domains = trace.sites.domain;
    this.releaseStacks = trace.blocks.releaseStack;
    this.written = new WrittenBytes(memory);
    const { shadow, keepsFreed } = stack;
    this.accesses = shadow && new CheckedAccesses(trace, shadow, this.written, faults, keepsFreed);
  }

  /** Takes in sites, contexts and faults that were added since the last time. */
  learn(): void {
    this.nextFaultEvent = 0;
    this.contexts = this.trace.contexts.length > 1 ? this.trace.blocks.context : undefined;
    this.stack.accounting?.ledger.learn();
  }

  alloc(row: BlockRow, site: SiteId, bytes: number, alignLog2: number, event: EventIndex): HeapWord {
    this.about(row, event);
    const block = this.top.alloc(bytes, alignLog2, site, this.contextOf(row));
    if (this.shadow !== undefined && block !== NO_ROOM) this.shadow.paint(block * 4, bytes, ByteState.Addressable);
    return block;
  }

  /**
   * Makes the block of row `previous` that of `row`. A layer that finds the old block damaged does nothing with it; the
   * program had its new one, so that is allocated, and the old one stays for good.
   */
  realloc(
    previous: BlockRow,
    row: BlockRow,
    block: HeapWord,
    bytes: number,
    alignLog2: number,
    event: EventIndex,
  ): HeapWord {
    this.about(previous, event);
    const { blocks } = this.trace;
    const { reports } = this.faults;
    this.forget(previous);
    this.name(previous, blocks.size.get(previous), blocks.site.get(previous));
    const { top } = this;
    const [site, context] = [blocks.site.get(row), this.contextOf(row)];
    let moved = top.realloc(block, bytes, alignLog2, site, context);
    if (moved === NO_ROOM && this.faults.reports > reports) moved = top.alloc(bytes, alignLog2, site, context);
    if (moved !== NO_ROOM) this.shadow?.paint(moved * 4, bytes, ByteState.Addressable);
    return moved;
  }

  free(row: BlockRow, site: SiteId, bytes: number, block: HeapWord, event: EventIndex): void {
    this.about(row, event);
    const domain = this.mayBeFaulty(event) ? this.releasedThrough(row, site, event) : this.domains.get(site);
    if (this.shadow !== undefined) this.forget(row);
    this.name(row, bytes, site);
    this.top.free(block, domain, this.releaseStacks.get(row));
  }

  /** Whether a block may be released through another domain at `event`. */
  mayBeFaulty(event: EventIndex): boolean {
    return event >= this.nextFaultEvent;
  }

  contextOf(row: BlockRow): ContextId {
    return this.contexts === undefined ? (NONE as ContextId) : this.contexts.get(row);
  }

  /** Says which block the next call releases or reallocates. */
  private name(row: BlockRow, bytes: number, site: SiteId): void {
    const { named } = this;
    if (named === undefined) return;
    named.bytes = bytes;
    named.site = site;
    named.context = this.contextOf(row);
  }

  /** The program may not use the block's bytes any more; layers may say otherwise of them after this. */
  private forget(row: BlockRow): void {
    const { blocks, placement } = this.trace;
    this.shadow?.paint(placement.word.get(row) * 4, blocks.size.get(row), ByteState.Unallocated);
  }

  /**
   * A free of a pointer at which nothing is live: layers that look at what they are given are asked. Where the engine
   * has given the place to another block meanwhile they could not know, and that block must stay: the trace knows.
   */
  freeUnknown(fault: FaultRow, event: EventIndex): void {
    const { stack } = this;
    if (stack.cookies === undefined && stack.debug === undefined) return;
    const { faults, placement } = this.trace;
    const row = faults.block.get(fault);
    this.about(row, event);
    if (this.named !== undefined) this.named.bytes = -1;
    const word = row === NONE ? NOT_PLACED : placement.word.get(row);
    const block = isInHeap(word) ? (word as HeapWord) : FOREIGN;
    const by = faults.stack.get(fault);
    if (isInHeap(word) && this.isLive(block)) {
      this.faults.cookieFault('double-free', block, NONE as DomainId, faults.domain.get(fault), by);
    } else {
      this.top.free(block, faults.domain.get(fault), by);
    }
  }

  /** Whether a live block begins at `word`. Looks through all rows: bad frees are rare. */
  private isLive(word: HeapWord): boolean {
    const { blocks, placement } = this.trace;
    const { event } = this.faults;
    for (let row = 1 as BlockRow; row < blocks.length && blocks.birth.get(row) <= event; row++) {
      if (placement.word.get(row) === word && blocks.death.get(row) > event) return true;
    }
    return false;
  }

  access(row: number, isWrite: boolean, event: EventIndex): void {
    if (this.accesses === undefined) return;
    this.about(NONE as BlockRow, event);
    this.accesses.access(row, isWrite);
  }

  private about(row: BlockRow, event: EventIndex): void {
    this.faults.row = row;
    this.faults.event = event;
  }

  /** The domain of the mismatched free by which `event` ended `block`, or else the block's own, that of `site`. */
  private releasedThrough(block: BlockRow, site: SiteId, event: EventIndex): DomainId {
    const { faults } = this.trace;
    while (this.nextFault < faults.length && faults.event.get(this.nextFault) < event) this.nextFault++;
    this.nextFaultEvent = this.nextFault < faults.length ? faults.event.get(this.nextFault) : Infinity;
    for (let row = this.nextFault; row < faults.length && faults.event.get(row) === event; row++) {
      if (faults.kind.get(row) === MISMATCHED_FREE && faults.block.get(row) === block) return faults.domain.get(row);
    }
    return this.domains.get(site);
  }

  saveState(): LayeredState {
    return { heap: this.top.saveState(), written: this.written.save() };
  }

  /** Goes to the state after event `cursor`; undefined: before the first. */
  restore(state: LayeredState | undefined, cursor: EventIndex): void {
    this.nextFault = 1 as FaultRow;
    this.nextFaultEvent = 0;
    this.shadow?.clear();
    if (state === undefined) this.top.reset();
    else this.top.restoreState(state.heap);
    this.written.restore(state?.written ?? []);
    if (this.shadow !== undefined) this.paintLive(this.shadow, cursor);
  }

  private paintLive(shadow: Accessibility, cursor: EventIndex): void {
    const { blocks, placement } = this.trace;
    for (let row = 1 as BlockRow; row < blocks.length && blocks.birth.get(row) <= cursor; row++) {
      const word = placement.word.get(row);
      if (!isInHeap(word) || blocks.death.get(row) <= cursor) continue;
      shadow.paint(word * 4, blocks.size.get(row), ByteState.Addressable);
    }
  }
}
