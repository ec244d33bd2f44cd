import { DOMAIN_KINDS } from '../../tables/domains';
import { EventKind } from '../../tables/events';
import { NONE, type BlockRow, type Bytes, type EventIndex, type SiteId } from '../../tables/indices';
import type { Trace } from '../../tables/trace';
import { OwnerReleases } from './owner-releases';
import { RootTotals } from './root-totals';

const RALLOC = DOMAIN_KINDS.indexOf('ralloc');

/** A block through all its reallocations, by the row of its first place; {@link NONE}: none. */
export type Holder = BlockRow;

/** One time that a block came under an owner. */
interface OwnerChange {
  readonly event: EventIndex;
  readonly owner: Holder;
}

/**
 * Who owns whom among the ralloc blocks of a complete trace, through steals, adoptions and reallocations, worked out in
 * slices. What is owned at an instant is asked afterwards, of {@link ownerAt}.
 */
export class Ownership {
  /** Rows of ralloc blocks in order of birth. */
  readonly rows: BlockRow[] = [];
  readonly releases: OwnerReleases;
  readonly totals: RootTotals;
  reallocations = 0;
  steals = 0;
  adoptions = 0;
  frees = 0;
  private readonly holders = new Map<BlockRow, Holder>();
  private readonly changes = new Map<Holder, OwnerChange[]>();
  private readonly owning = new Set<Holder>();
  private readonly isOwnedSite: Uint8Array;
  private next = 0 as EventIndex;
  private silent = 0;
  /** The last event that did something other than free a block. */
  private lastOther = -1;

  constructor(private readonly trace: Trace) {
    this.releases = new OwnerReleases(trace);
    this.totals = new RootTotals();
    this.isOwnedSite = rallocSites(trace);
  }

  /** Takes in up to `maxEvents` more events; true when all are in. */
  step(maxEvents: number): boolean {
    const { length } = this.trace.events;
    const end = Math.min(length, this.next + maxEvents);
    if (!this.isOwnedSite.includes(1)) this.next = length as EventIndex;
    for (; this.next < end; this.next++) this.take(this.next);
    return this.next >= length;
  }

  /** Blocks that ever owned another one. */
  get owners(): number {
    return this.owning.size;
  }

  /** The block that row `row` is a place of. */
  holderOf(row: BlockRow): Holder {
    return this.holders.get(row) ?? (NONE as Holder);
  }

  /** Who owned the block after `event`; {@link NONE}: nobody, it was a root. */
  ownerAt(holder: Holder, event: EventIndex): Holder {
    const changes = this.changes.get(holder) ?? [];
    let at = changes.length - 1;
    while (at >= 0 && changes[at].event > event) at--;
    return at < 0 ? (NONE as Holder) : changes[at].owner;
  }

  isOwned(row: BlockRow): boolean {
    return this.isOwnedSite[this.trace.blocks.site.get(row)] === 1;
  }

  private take(event: EventIndex): void {
    const { events, moves } = this.trace;
    this.endSilently(event);
    const operand = events.operand.get(event);
    switch (events.kind.get(event)) {
      case EventKind.Allocate:
      case EventKind.ReallocateNothing:
        if (this.isOwned(operand as BlockRow)) this.begin(event, operand as BlockRow);
        break;
      case EventKind.Reallocate:
        if (this.isOwned(operand as BlockRow)) this.relocate(event, operand as BlockRow);
        break;
      case EventKind.Free:
      case EventKind.ReallocateToNothing:
        if (this.isOwned(operand as BlockRow)) this.free(operand as BlockRow);
        break;
      case EventKind.Steal:
        this.steals++;
        this.put(event, this.holderOf(moves.from.get(operand) as BlockRow), this.holderOf(moves.to.get(operand) as BlockRow)); // prettier-ignore
        break;
      case EventKind.Adopt:
        this.adopt(event, this.holderOf(moves.from.get(operand) as BlockRow), this.holderOf(moves.to.get(operand) as BlockRow)); // prettier-ignore
        break;
      default:
        break;
    }
  }

  private begin(event: EventIndex, row: BlockRow): void {
    this.lastOther = event;
    this.rows.push(row);
    this.holders.set(row, row);
    const owner = this.holderOf(this.trace.blocks.owner.get(row));
    this.note(event, row, owner);
    this.totals.begin(event, row, owner, this.trace.sizeOf(row));
  }

  private relocate(event: EventIndex, row: BlockRow): void {
    const holder = this.holderOf(this.trace.blocks.previous.get(row));
    if (holder === NONE) {
      this.begin(event, row);
      return;
    }
    this.lastOther = event;
    this.reallocations++;
    this.rows.push(row);
    this.holders.set(row, holder);
    this.totals.resize(event, holder, this.trace.sizeOf(row));
  }

  private free(row: BlockRow): void {
    this.frees++;
    const holder = this.holderOf(row);
    this.releases.ownerFreed(holder, this.lastOther);
    const owner = this.totals.ownerOf(holder);
    if (owner !== NONE) this.releases.freed(row, owner);
    this.totals.end(holder);
  }

  private put(event: EventIndex, holder: Holder, owner: Holder): void {
    this.lastOther = event;
    if (holder !== NONE && this.totals.move(event, holder, owner)) this.note(event, holder, owner);
  }

  private adopt(event: EventIndex, from: Holder, to: Holder): void {
    this.adoptions++;
    this.lastOther = event;
    for (const holder of [...this.totals.children(from)]) this.put(event, holder, to);
  }

  private note(event: EventIndex, holder: Holder, owner: Holder): void {
    const change = { event, owner };
    const changes = this.changes.get(holder);
    if (changes === undefined) this.changes.set(holder, [change]);
    else changes.push(change);
    if (owner !== NONE) this.owning.add(owner);
  }

  /** Blocks that an event replaced without a record of their own. */
  private endSilently(event: EventIndex): void {
    const { silentEnds } = this.trace;
    for (; this.silent < silentEnds.length && silentEnds.event.get(this.silent) <= event; this.silent++) {
      const row = silentEnds.block.get(this.silent);
      if (this.isOwned(row)) this.totals.end(this.holderOf(row));
    }
  }

  /** The greatest that all blocks held together, and the first event after which they did. */
  get peak(): { readonly bytes: Bytes; readonly event: EventIndex } {
    return { bytes: this.totals.peakBytes as Bytes, event: this.totals.peakEvent };
  }
}

function rallocSites(trace: Trace): Uint8Array {
  const flags = new Uint8Array(Math.max(1, trace.sites.length));
  for (let site = 1; site < flags.length; site++) {
    if (trace.domains.kind.get(trace.sites.domain.get(site as SiteId)) === RALLOC) flags[site] = 1;
  }
  return flags;
}
