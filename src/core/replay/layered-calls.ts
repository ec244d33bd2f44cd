import { FAULT_KINDS } from '../faults/kinds';
import type { HeapWord } from '../heap/heap-memory';
import type { AllocatorStack } from '../layers/configuration';
import { NOT_PLACED } from '../tables/blocks';
import { NONE, type BlockRow, type DomainId, type EventIndex, type FaultRow } from '../tables/indices';
import type { Trace } from '../tables/trace';
import type { ReplayFaults } from './replay-faults';

const MISMATCHED_FREE = FAULT_KINDS.indexOf('mismatched-free');
/** A pointer into the engine's own tables, for those that the program had from elsewhere. */
const FOREIGN = 1 as HeapWord;

/**
 * Makes a replay's calls on an allocator with layers: says who asks, and through which domain a block is released,
 * which the faults of the trace know. A call that was faulty in the recorded program is as faulty here.
 */
export class LayeredCalls {
  private nextFault = 1 as FaultRow;

  constructor(
    private readonly trace: Trace,
    private readonly stack: AllocatorStack,
    private readonly faults: ReplayFaults,
  ) {}

  /** Takes in sites and contexts that were added since the last time. */
  learn(): void {
    this.stack.accounting?.ledger.learn();
  }

  alloc(row: BlockRow, bytes: number, alignLog2: number, event: EventIndex): HeapWord {
    this.about(row, event);
    const { site, context } = this.trace.blocks;
    return this.stack.top.alloc(bytes, alignLog2, site.get(row), context.get(row));
  }

  /** Makes the block of row `previous` that of `row`. */
  realloc(previous: BlockRow, row: BlockRow, bytes: number, alignLog2: number, event: EventIndex): HeapWord {
    this.about(previous, event);
    const { blocks, placement } = this.trace;
    const block = placement.word.get(previous) as HeapWord;
    return this.stack.top.realloc(block, bytes, alignLog2, blocks.site.get(row), blocks.context.get(row));
  }

  free(row: BlockRow, event: EventIndex): void {
    this.about(row, event);
    const { blocks, placement, sites } = this.trace;
    const domain = this.releasedThrough(row, event) ?? sites.domain.get(blocks.site.get(row));
    this.stack.top.free(placement.word.get(row) as HeapWord, domain, blocks.releaseStack.get(row));
  }

  /** A free of a pointer at which nothing is live: only layers that look at what they are given are asked. */
  freeUnknown(fault: FaultRow, event: EventIndex): void {
    const { faults, placement } = this.trace;
    const row = faults.block.get(fault);
    this.about(row, event);
    if (this.stack.cookies === undefined) return;
    const word = row === NONE ? NOT_PLACED : placement.word.get(row);
    const block = word === NOT_PLACED ? FOREIGN : (word as HeapWord);
    this.stack.top.free(block, faults.domain.get(fault), faults.stack.get(fault));
  }

  private about(row: BlockRow, event: EventIndex): void {
    this.faults.row = row;
    this.faults.event = event;
  }

  /** The domain of the mismatched free by which `event` ended `block`; undefined: the block's own. */
  private releasedThrough(block: BlockRow, event: EventIndex): DomainId | undefined {
    const { faults } = this.trace;
    while (this.nextFault < faults.length && faults.event.get(this.nextFault) < event) this.nextFault++;
    for (let row = this.nextFault; row < faults.length && faults.event.get(row) === event; row++) {
      if (faults.kind.get(row) === MISMATCHED_FREE && faults.block.get(row) === block) return faults.domain.get(row);
    }
    return undefined;
  }

  /** The replay goes on elsewhere. */
  rewind(): void {
    this.nextFault = 1 as FaultRow;
  }
}
