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
import type { BlockLedger } from './block-ledger';
import type { CallLog } from './call-log';
import type { ContextTree } from './context-tree';
import type { EventLog } from './event-log';
import type { FaultLog } from './fault-log';
import type { LiveAddresses } from './live-addresses';
import type { Owners } from './owners';
import { PlacedBlocks } from './placed-blocks';
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
 * means, what it keeps of its block, and what is a fault.
 */
export class AddressPairing {
  readonly live: LiveAddresses;
  readonly owners: Owners;
  private readonly placed: PlacedBlocks;
  private readonly log: EventLog;
  private readonly ledger: BlockLedger;
  private readonly tally: Tally;

  constructor(
    private readonly trace: Trace,
    private readonly logs: PairingLogs,
  ) {
    this.placed = new PlacedBlocks(trace, logs.ledger, logs.contexts);
    this.live = this.placed.live;
    this.owners = this.placed.owners;
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
    this.append(EventKind.FreeNull, Math.max(domain, NONE));
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
      if (this.trace.blocks.death.get(row) === ALIVE) this.placed.endSilently(row, event);
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
      this.append(EventKind.FreeUnknown, this.faultUnknown(address, domain, stack));
      return;
    }
    this.checkDomain(row, address, domain, stack);
    if (stack > NONE) this.trace.blocks.releaseStack.set(row, stack as StackId);
    this.placed.end(row, event);
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
      this.faultUnknown(old, request.domain, request.stack);
      return this.give(event, address, size, site, request, NONE as BlockRow);
    }
    this.checkDomain(kept, old, request.domain, request.stack);
    if (request.stack > NONE) this.trace.blocks.releaseStack.set(kept, request.stack as StackId);
    this.placed.leave(kept, event);
    const domain = this.trace.sites.domain.get(site);
    const peak = this.ledger.peakOf(domain);
    const row = this.give(event, address, size, site, request, kept);
    this.placed.follow(kept, row, event);
    // What was inside and does not fit any more may be of the same domain.
    this.ledger.settlePeak(domain, peak);
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
    const { blocks } = this.trace;
    const domain = this.trace.sites.domain.get(site);
    const occupant = this.live.inDomain(address, domain);
    if (occupant !== NONE) this.replace(occupant, event, request.stack);
    const row = this.ledger.begin(event, site, size);
    if (previous !== NONE) blocks.previous.set(row, previous);
    const owner = this.ownerOf(request, domain, previous);
    if (owner !== NONE) this.placed.setOwner(row, owner);
    const object = request.object === -1 ? blocks.object.get(previous) : request.object;
    if (object !== NONE) blocks.object.set(row, object);
    const context = request.context === -1 ? blocks.context.get(previous) : request.context;
    if (context !== NONE) this.placed.putInContext(row, context, domain);
    if (!this.placed.put(row, address, domain)) this.warnOutside();
    if (object === NONE && this.trace.sites.scope.get(site) === OBJECT_SCOPE) this.logs.calls.awaitObject(row);
    return row;
  }

  /** The live block that owns the new one: the one named, or for a reallocation without `p` the one so far. */
  private ownerOf(request: RequestAttributes, domain: DomainId, previous: BlockRow): BlockRow {
    if (request.owner === -1) return previous === NONE ? previous : this.owners.of(previous);
    return request.owner === 0 ? (NONE as BlockRow) : this.live.find(request.owner, domain);
  }

  /** A live block whose address was given again. That is no fault where such blocks have no identity of their own. */
  private replace(row: BlockRow, event: EventIndex, stack: StackId | -1): void {
    const kind = this.trace.domains.kind.get(this.placed.domainOf(row));
    if (this.trace.blocks.size.get(row) !== 0 && kind !== LINEAR) {
      this.logs.faults.add('returned-live', event, this.trace.blocks.address.get(row), {
        block: row,
        stack: known(stack),
      });
    }
    this.placed.endSilently(row, event);
  }

  private checkDomain(row: BlockRow, address: Address, domain: DomainId | -1, stack: StackId | -1): void {
    if (domain === -1 || this.placed.domainOf(row) === domain) return;
    this.logs.faults.add('mismatched-free', this.log.next, address, { block: row, domain, stack: known(stack) });
  }

  private faultUnknown(address: Address, named: DomainId | -1, stack: StackId | -1): number {
    this.tally.unknownFrees++;
    const block = this.live.lastAt(address);
    const kind = block === NONE ? 'unknown-free' : 'double-free';
    const domain = named === -1 ? (NONE as DomainId) : named;
    return this.logs.faults.add(kind, this.log.next, address, { block, domain, stack: known(stack) });
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
}

function known(stack: StackId | -1): StackId {
  return stack === -1 ? (NONE as StackId) : stack;
}
