import { guardedAlignment, guardedSpan } from '../../layers/guard-geometry';
import type { GuardOptions } from '../../layers/guard-options';
import { DOMAIN_KINDS } from '../../tables/domains';
import { EventKind } from '../../tables/events';
import { NONE, type BlockRow, type Bytes, type DomainId, type EventIndex, type SiteId } from '../../tables/indices';
import type { Trace } from '../../tables/trace';

const MMAP = DOMAIN_KINDS.indexOf('mmap');

/**
 * What guards around a trace's blocks would take, whatever engine places them. `mmap` regions and blocks that lie in
 * others are never guarded.
 */
export interface GuardCost {
  /** Blocks that would be guarded, over the whole trace, and at most at once. */
  readonly blocks: number;
  readonly mostBlocks: number;
  /** The peak of the same blocks without guards: what the program asked for. */
  readonly peakBytes: Bytes;
  /** The peak with them: data pages and guard pages. It may be at another event. */
  readonly guardedPeakBytes: Bytes;
  readonly guardedPeakEvent: EventIndex;
  /** Of the peak: guard pages, which are only reserved. */
  readonly reservedBytes: Bytes;
}

/** One pass over the events. The quarantine is not in it: it takes what it is given. */
export function guardCost(trace: Trace, options: GuardOptions): GuardCost {
  const walk = new GuardCostWalk(trace, options);
  walk.step(Infinity);
  return walk.cost();
}

/** {@link guardCost} in slices. */
export class GuardCostWalk {
  private readonly account: GuardAccount;
  private event = 0 as EventIndex;
  private silent = 0;

  constructor(
    private readonly trace: Trace,
    options: GuardOptions,
  ) {
    this.account = new GuardAccount(trace, options);
  }

  /** Goes over up to `maxEvents` more events; true when none is left. */
  step(maxEvents: number): boolean {
    const { length } = this.trace.events;
    const end = Math.min(length, this.event + maxEvents);
    while (this.event < end) this.take(this.event++);
    return end === length;
  }

  cost(): GuardCost {
    return this.account.cost();
  }

  private take(at: number): void {
    const event = at as EventIndex;
    const { account } = this;
    const { events, blocks, silentEnds } = this.trace;
    while (this.silent < silentEnds.length && silentEnds.event.get(this.silent) === event) {
      account.end(silentEnds.block.get(this.silent++));
    }
    const operand = events.operand.get(event) as BlockRow;
    switch (events.kind.get(event)) {
      case EventKind.Reallocate: {
        const previous = blocks.previous.get(operand);
        if (previous !== NONE) account.end(previous);
        account.begin(operand);
        break;
      }
      case EventKind.Allocate:
      case EventKind.ReallocateNothing:
        account.begin(operand);
        break;
      case EventKind.Free:
      case EventKind.ReallocateToNothing:
        account.end(operand);
        break;
      default:
    }
    account.settle(event);
  }
}

/** Running sums over the guarded blocks. */
class GuardAccount {
  private readonly isChosen: Uint8Array;
  private blocks = 0;
  private live = 0;
  private mostLive = 0;
  private requested = 0;
  private peak = 0;
  private guarded = 0;
  private reserved = 0;
  private guardedPeak = { bytes: 0, reserved: 0, event: -1 as EventIndex };

  constructor(
    private readonly trace: Trace,
    private readonly options: GuardOptions,
  ) {
    const { sites, domains } = trace;
    this.isChosen = Uint8Array.from({ length: sites.length }, (_, site) => {
      const domain = sites.domain.get(site as SiteId);
      return domains.backing.get(domain) === NONE && isGuarded(trace, domain, options) ? 1 : 0;
    });
  }

  begin(row: BlockRow): void {
    this.add(row, 1);
  }

  end(row: BlockRow): void {
    this.add(row, -1);
  }

  private add(row: BlockRow, sign: 1 | -1): void {
    const { blocks, sites } = this.trace;
    const site = blocks.site.get(row);
    if (this.isChosen[site] === 0) return;
    const bytes = this.trace.sizeOf(row);
    const alignment = guardedAlignment(sites.alignLog2.get(site), this.options);
    const { lead, trail, total } = guardedSpan(bytes, alignment, this.options, 0);
    if (sign === 1) this.blocks++;
    this.live += sign;
    this.requested += sign * bytes;
    this.guarded += sign * total;
    this.reserved += sign * (lead + trail);
  }

  settle(event: EventIndex): void {
    if (this.requested > this.peak) this.peak = this.requested;
    if (this.live > this.mostLive) this.mostLive = this.live;
    if (this.guarded > this.guardedPeak.bytes) {
      this.guardedPeak = { bytes: this.guarded, reserved: this.reserved, event };
    }
  }

  cost(): GuardCost {
    return {
      blocks: this.blocks,
      mostBlocks: this.mostLive,
      peakBytes: this.peak as Bytes,
      guardedPeakBytes: this.guardedPeak.bytes as Bytes,
      guardedPeakEvent: this.guardedPeak.event,
      reservedBytes: this.guardedPeak.reserved as Bytes,
    };
  }
}

function isGuarded({ domains }: Trace, domain: DomainId, options: GuardOptions): boolean {
  if (domains.kind.get(domain) === MMAP) return false;
  return options.domains === 'all' || options.domains.includes(domain);
}
