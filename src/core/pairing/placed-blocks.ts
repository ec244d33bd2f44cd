import { NONE, type Address, type BlockRow, type ContextId, type DomainId, type EventIndex } from '../tables/indices';
import type { Trace } from '../tables/trace';
import { BackedBlocks } from './backed-blocks';
import type { BlockLedger } from './block-ledger';
import type { ContextTree } from './context-tree';
import { LiveAddresses } from './live-addresses';
import { Owners } from './owners';
import { GOES_SILENTLY } from './silent-kinds';

/**
 * The live blocks of a trace with addresses: where each lies, in what, whose it is. A block that goes or moves takes
 * along what goes silently inside it; each such row stands in `silentEnds`.
 */
export class PlacedBlocks {
  readonly live: LiveAddresses;
  readonly owners = new Owners();
  private readonly backed: BackedBlocks;

  constructor(
    private readonly trace: Trace,
    private readonly ledger: BlockLedger,
    private readonly contexts: ContextTree,
  ) {
    this.live = new LiveAddresses(trace);
    this.backed = new BackedBlocks(trace);
  }

  /** A block came to lie at `address`. False when its domain is backed and no live block contains it. */
  put(row: BlockRow, address: Address, domain: DomainId): boolean {
    this.trace.blocks.address.set(row, address);
    this.live.add(address, row);
    this.backed.enter(row);
    const backing = this.trace.domains.backing.get(domain);
    return backing === NONE || this.backed.place(row, backing);
  }

  setOwner(row: BlockRow, owner: BlockRow): void {
    this.trace.blocks.owner.set(row, owner);
    this.owners.put(row, owner);
  }

  putInContext(row: BlockRow, context: ContextId, domain: DomainId): void {
    this.trace.blocks.context.set(row, context);
    if (GOES_SILENTLY[this.trace.domains.kind.get(domain)]) this.contexts.hold(row, context);
  }

  /** `event` ends a block; what goes silently inside it goes too. */
  end(row: BlockRow, event: EventIndex): void {
    this.leave(row, event);
    if (!this.backed.hasInside(row)) return;
    for (const inner of this.backed.inside(row, everything)) {
      if (this.goesSilently(inner)) this.leaveSilently(inner, event);
    }
  }

  /** As `end`, where the event's record is not about this block. */
  endSilently(row: BlockRow, event: EventIndex): void {
    this.note(row, event);
    this.end(row, event);
  }

  /** `event` ends a block alone: what is inside stays for now. */
  leave(row: BlockRow, event: EventIndex): void {
    this.forget(row);
    this.ledger.end(row, event);
  }

  private leaveSilently(row: BlockRow, event: EventIndex): void {
    this.note(row, event);
    this.leave(row, event);
  }

  /** A block left `from` and lies at `to`: what it owns and what is inside follows. */
  follow(from: BlockRow, to: BlockRow, event: EventIndex): void {
    this.owners.relocate(from, to);
    if (this.backed.hasInside(from)) this.moveInside(from, to, event);
  }

  /** Blocks that go silently keep their offset in a reallocated block; those past its new end go. */
  private moveInside(from: BlockRow, to: BlockRow, event: EventIndex): void {
    const { blocks } = this.trace;
    const shift = blocks.address.get(to) - blocks.address.get(from);
    const newEnd = blocks.address.get(from) + this.trace.sizeOf(to);
    const staying = new Set([from]);
    const inside = this.backed.inside(from, (row) => this.goesSilently(row)).filter((row) => this.goesSilently(row));
    for (const row of inside) {
      const fits = blocks.address.get(row) + this.trace.sizeOf(row) <= newEnd;
      if (fits && staying.has(this.backed.outerOf(row))) staying.add(row);
      else this.leaveSilently(row, event);
    }
    staying.delete(from);
    if (shift !== 0) this.shift([...staying], shift, event, from, to);
    this.backed.handOver(from, to);
  }

  /** Moves blocks to new places, outer ones first; all leave before the first arrives. */
  private shift(rows: readonly BlockRow[], by: number, event: EventIndex, from: BlockRow, to: BlockRow): void {
    const { blocks } = this.trace;
    for (const row of rows) {
      this.note(row, event);
      this.forget(row);
    }
    const newRows = new Map([[from, to]]);
    for (const row of rows) {
      const address = (blocks.address.get(row) + by) as Address;
      const domain = this.domainOf(row);
      const occupant = this.live.inDomain(address, domain);
      if (occupant !== NONE) this.endSilently(occupant, event);
      const moved = this.ledger.move(row, event);
      newRows.set(row, moved);
      blocks.address.set(moved, address);
      blocks.previous.set(moved, row);
      this.setOwner(moved, this.owners.of(row));
      this.owners.relocate(row, moved);
      blocks.object.set(moved, blocks.object.get(row));
      const context = blocks.context.get(row);
      if (context !== NONE) this.putInContext(moved, context, domain);
      this.live.add(address, moved);
      this.backed.enter(moved);
      this.backed.putInside(moved, newRows.get(this.backed.outerOf(row)) ?? to);
    }
  }

  /** Takes a block out of what is known to be live. */
  private forget(row: BlockRow): void {
    this.live.remove(this.trace.blocks.address.get(row), row);
    this.backed.leave(row);
  }

  private note(row: BlockRow, event: EventIndex): void {
    const { silentEnds } = this.trace;
    const end = silentEnds.add();
    silentEnds.event.set(end, event);
    silentEnds.block.set(end, row);
  }

  domainOf(row: BlockRow): DomainId {
    return this.trace.sites.domain.get(this.trace.blocks.site.get(row));
  }

  private goesSilently(row: BlockRow): boolean {
    return GOES_SILENTLY[this.trace.domains.kind.get(this.domainOf(row))];
  }
}

function everything(): boolean {
  return true;
}
