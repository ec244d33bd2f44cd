import { DOMAIN_KINDS } from '../tables/domains';
import { EventKind } from '../tables/events';
import {
  ALIVE,
  NONE,
  type Address,
  type BlockRow,
  type Bytes,
  type ContextId,
  type DomainId,
  type EventIndex,
  type SiteId,
  type StackId,
} from '../tables/indices';
import type { Trace } from '../tables/trace';
import { BackedBlocks } from './backed-blocks';
import type { BlockLedger } from './block-ledger';
import type { CallLog } from './call-log';
import type { ContextTree } from './context-tree';
import type { EventLog } from './event-log';
import type { FaultLog } from './fault-log';
import { LiveAddresses } from './live-addresses';
import { Owners } from './owners';
import { GOES_SILENTLY } from './silent-kinds';
import type { SiteInterner } from './site-interner';
import type { Tally } from './tally';
import type { RequestAttributes } from './trace-sink';
import type { WarningLog } from './warning-log';

const LINEAR = DOMAIN_KINDS.indexOf('linear');
const OBJECT_SCOPE = 1;

/** What pairing writes to. */
export interface PairingLogs {
  readonly log: EventLog;
  readonly ledger: BlockLedger;
  readonly tally: Tally;
  readonly sites: SiteInterner;
  readonly faults: FaultLog;
  readonly calls: CallLog;
  readonly contexts: ContextTree;
  readonly warnings: WarningLog;
}

/**
 * Pairs `+`, `-` and `~` by address, as "What the figures mean" of `heapglass-trace.md` lays down: which block a free
 * means, what is a fault, and which blocks go or move along with another.
 */
export class AddressPairing {
  readonly live: LiveAddresses;
  readonly owners = new Owners();
  private readonly backed: BackedBlocks;
  private readonly log: EventLog;
  private readonly ledger: BlockLedger;
  private readonly tally: Tally;

  constructor(
    private readonly trace: Trace,
    private readonly logs: PairingLogs,
  ) {
    this.live = new LiveAddresses(trace);
    this.backed = new BackedBlocks(trace);
    this.log = logs.log;
    this.ledger = logs.ledger;
    this.tally = logs.tally;
  }

  allocate(address: Address, size: number, request: RequestAttributes): void {
    const site = this.siteOf(request, NONE as BlockRow);
    if (address === 0) {
      this.fail(EventKind.AllocateFailed, size, site, NONE as BlockRow);
      return;
    }
    this.begin(EventKind.Allocate, address, size, site, request);
  }

  free(address: Address, domain: DomainId | -1, stack: StackId | -1): void {
    if (address !== 0) {
      this.release(EventKind.Free, address, domain, stack);
      return;
    }
    this.tally.freesOfNull++;
    this.tally.passed();
    this.append(EventKind.FreeNull, NONE);
  }

  reallocate(old: Address, address: Address, size: number, request: RequestAttributes): void {
    if (address === 0 && size === 0 && old !== 0) {
      this.release(EventKind.ReallocateToNothing, old, request.domain, request.stack);
      return;
    }
    const kept = old === 0 ? (NONE as BlockRow) : this.live.find(old, request.domain);
    const site = this.siteOf(request, kept);
    if (address === 0) {
      this.fail(EventKind.ReallocateFailed, size, site, kept);
      return;
    }
    if (old === 0) {
      this.begin(EventKind.ReallocateNothing, address, size, site, request);
      return;
    }
    const row = this.relocate(old, kept, address, size, site, request);
    this.tally.gave(row);
    this.append(EventKind.Reallocate, row);
  }

  /** Ends what lives in `context` and what is under it, of the kinds that go with their context. */
  endContext(context: ContextId): void {
    const event = this.log.next;
    for (const row of this.logs.contexts.end(context, event)) {
      if (this.trace.blocks.death.get(row) === ALIVE) this.endSilently(row, event);
    }
    this.append(EventKind.ContextEnd, context);
  }

  private append(kind: EventKind, operand: number): void {
    this.log.append(kind, operand, this.ledger.totalBytes);
  }

  private begin(kind: EventKind, address: Address, size: number, site: SiteId, request: RequestAttributes): void {
    this.tally.allocations++;
    const row = this.give(this.log.next, address, size, site, request, NONE as BlockRow);
    this.tally.gave(row);
    this.append(kind, row);
  }

  private fail(kind: EventKind, size: number, site: SiteId, kept: BlockRow): void {
    const { requests } = this.trace;
    this.tally.failed++;
    this.tally.passed();
    const request = requests.add();
    requests.size.set(request, size as Bytes);
    requests.site.set(request, site);
    requests.block.set(request, kept);
    this.append(kind, request);
  }

  /** A free: `-`, or `~` to nothing. */
  private release(kind: EventKind, address: Address, domain: DomainId | -1, stack: StackId | -1): void {
    this.tally.frees++;
    const event = this.log.next;
    const row = this.live.find(address, domain);
    this.tally.took(row);
    if (row === NONE) {
      this.append(EventKind.FreeUnknown, this.faultUnknown(address, stack));
      return;
    }
    this.checkDomain(row, address, domain, stack);
    if (stack > NONE) this.trace.blocks.releaseStack.set(row, stack as StackId);
    this.end(row, event);
    this.append(kind, row);
  }

  /** A `~` from one address to another. `kept` is the block at `old`, or none: a fault, and the new block still begins. */
  private relocate(
    old: Address,
    kept: BlockRow,
    address: Address,
    size: number,
    site: SiteId,
    request: RequestAttributes,
  ): BlockRow {
    const event = this.log.next;
    this.tally.reallocations++;
    this.tally.took(kept);
    if (kept === NONE) {
      this.faultUnknown(old, request.stack);
      return this.give(event, address, size, site, request, NONE as BlockRow);
    }
    this.checkDomain(kept, old, request.domain, request.stack);
    if (request.stack > NONE) this.trace.blocks.releaseStack.set(kept, request.stack as StackId);
    this.forget(kept);
    this.ledger.end(kept, event);
    const row = this.give(event, address, size, site, request, kept);
    this.owners.relocate(kept, row);
    if (this.backed.hasInside(kept)) this.moveInside(kept, row, event);
    return row;
  }

  /** A block comes into being at `address`; `previous` is the place that it came from. */
  private give(
    event: EventIndex,
    address: Address,
    size: number,
    site: SiteId,
    request: RequestAttributes,
    previous: BlockRow,
  ): BlockRow {
    const { blocks, domains } = this.trace;
    const domain = this.trace.sites.domain.get(site);
    const occupant = this.live.inDomain(address, domain);
    if (occupant !== NONE) this.replace(occupant, event, request.stack);
    const row = this.ledger.begin(event, site, size);
    blocks.address.set(row, address);
    if (previous !== NONE) blocks.previous.set(row, previous);
    const owner = this.ownerOf(request, domain, previous);
    if (owner !== NONE) this.setOwner(row, owner);
    const object = request.object === -1 ? blocks.object.get(previous) : request.object;
    if (object !== NONE) blocks.object.set(row, object);
    const context = request.context === -1 ? blocks.context.get(previous) : request.context;
    if (context !== NONE) this.putInContext(row, context, domain);
    this.live.add(address, row);
    this.backed.enter(row);
    const backing = domains.backing.get(domain);
    if (backing !== NONE && !this.backed.place(row, backing)) this.warnOutside();
    if (object === NONE && this.trace.sites.scope.get(site) === OBJECT_SCOPE) this.logs.calls.awaitObject(row);
    return row;
  }

  /** The live block that owns the new one: the one named, or for a reallocation without `p` the one so far. */
  private ownerOf(request: RequestAttributes, domain: DomainId, previous: BlockRow): BlockRow {
    if (request.owner === -1) return previous === NONE ? previous : this.owners.of(previous);
    return request.owner === 0 ? (NONE as BlockRow) : this.live.find(request.owner, domain);
  }

  private setOwner(row: BlockRow, owner: BlockRow): void {
    this.trace.blocks.owner.set(row, owner);
    this.owners.put(row, owner);
  }

  private putInContext(row: BlockRow, context: ContextId, domain: DomainId): void {
    this.trace.blocks.context.set(row, context);
    if (GOES_SILENTLY[this.trace.domains.kind.get(domain)]) this.logs.contexts.hold(row, context);
  }

  /** A live block whose address was given again. That is no fault where such blocks have no identity of their own. */
  private replace(row: BlockRow, event: EventIndex, stack: StackId | -1): void {
    const kind = this.trace.domains.kind.get(this.domainOf(row));
    if (this.trace.blocks.size.get(row) !== 0 && kind !== LINEAR) {
      this.logs.faults.add('returned-live', event, this.trace.blocks.address.get(row), {
        block: row,
        stack: known(stack),
      });
    }
    this.endSilently(row, event);
  }

  /** Ends a block by its own record; what goes silently inside it goes too. */
  private end(row: BlockRow, event: EventIndex): void {
    this.forget(row);
    this.ledger.end(row, event);
    if (!this.backed.hasInside(row)) return;
    for (const inner of this.backed.inside(row, everything)) {
      if (this.goesSilently(inner)) this.endRow(inner, event);
    }
  }

  private endSilently(row: BlockRow, event: EventIndex): void {
    this.note(row, event);
    this.end(row, event);
  }

  private endRow(row: BlockRow, event: EventIndex): void {
    this.note(row, event);
    this.forget(row);
    this.ledger.end(row, event);
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
      else this.endRow(row, event);
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

  private checkDomain(row: BlockRow, address: Address, domain: DomainId | -1, stack: StackId | -1): void {
    if (domain === -1 || this.domainOf(row) === domain) return;
    this.logs.faults.add('mismatched-free', this.log.next, address, { block: row, domain, stack: known(stack) });
  }

  private faultUnknown(address: Address, stack: StackId | -1): number {
    this.tally.unknownFrees++;
    const block = this.live.lastAt(address);
    const kind = block === NONE ? 'unknown-free' : 'double-free';
    return this.logs.faults.add(kind, this.log.next, address, { block, stack: known(stack) });
  }

  private warnOutside(): void {
    const text = `Event ${this.log.next}: a block of a backed domain lies outside every live block of its backing domain; it is not in the total.`;
    this.logs.warnings.add('outside-backing', 0, -1, text);
  }

  /** The site of a request; a reallocation keeps from `kept` what it does not name. */
  private siteOf(request: RequestAttributes, kept: BlockRow): SiteId {
    const { sites, blocks } = this.trace;
    const old = kept === NONE ? (NONE as SiteId) : blocks.site.get(kept);
    const { stack, domain, scope, alignLog2, zeroed } = request;
    return this.logs.sites.intern(
      stack === -1 ? sites.stack.get(old) : stack,
      domain === -1 ? sites.domain.get(old) : domain,
      scope === -1 ? sites.scope.get(old) : scope,
      alignLog2 === -1 ? sites.alignLog2.get(old) : alignLog2,
      zeroed === -1 ? sites.zeroed.get(old) : zeroed,
    );
  }

  private domainOf(row: BlockRow): DomainId {
    return this.trace.sites.domain.get(this.trace.blocks.site.get(row));
  }

  private goesSilently(row: BlockRow): boolean {
    return GOES_SILENTLY[this.trace.domains.kind.get(this.domainOf(row))];
  }
}

function everything(): boolean {
  return true;
}

function known(stack: StackId | -1): StackId {
  return stack === -1 ? (NONE as StackId) : stack;
}
