import { ensure } from '../../base/assert';
import { WIDE, type BlockTable, type WideSizeTable } from '../tables/blocks';
import { CHUNK_MASK, CHUNK_SHIFT } from '../tables/column';
import { DOMAIN_KINDS, NO_SCOPE, type SiteTable } from '../tables/domains';
import { NONE, type BlockRow, type Bytes, type DomainId, type EventIndex, type SiteId } from '../tables/indices';
import type { Trace } from '../tables/trace';
import { type AccountedRun, RunningAccounts } from './running-accounts';

const VK = DOMAIN_KINDS.indexOf('vk');

// What the accounts ask of a domain, as bits.
const KNOWN = 1;
const IN_TOTAL = 2;
const BY_SCOPE = 4;

/** Begins and ends block rows, and keeps the accounts: in total, by domain and by scope. */
export class BlockLedger {
  private readonly blocks: BlockTable;
  private readonly wideSizes: WideSizeTable;
  private readonly sites: SiteTable;
  private readonly byDomain: RunningAccounts<DomainId>;
  private readonly byScope: RunningAccounts<number>;
  private traits = new Uint8Array(16);
  /** The chunk that the next block goes to. */
  private chunk = -1;
  private births: Uint32Array = new Uint32Array(0);
  private siteIds: Uint32Array = new Uint32Array(0);
  private sizes: Uint32Array = new Uint32Array(0);

  /** Live bytes and blocks of all domains with backing 0. */
  totalBytes = 0;
  totalBlocks = 0;
  /** Over all domains: what every `+` and every `~` that gave memory asked for. */
  allocatedBytes = 0;

  constructor(private readonly trace: Trace) {
    this.blocks = trace.blocks;
    this.wideSizes = trace.wideSizes;
    this.sites = trace.sites;
    this.byDomain = new RunningAccounts(trace.domains);
    this.byScope = new RunningAccounts(trace.scopes);
    for (let scope = 0; scope < NO_SCOPE; scope++) trace.scopes.add();
  }

  /** Brings the accounts in the tables of domains and scopes up to date. */
  publish(): void {
    this.byDomain.publish();
    this.byScope.publish();
  }

  /** A block of `size` bytes that `event` gave. */
  begin(event: EventIndex, site: SiteId, size: number): BlockRow {
    const domain = this.sites.domain.get(site);
    if ((this.traitsOf(domain) & BY_SCOPE) !== 0) {
      const scope = this.sites.scope.get(site);
      if (scope !== NO_SCOPE) this.byScope.give(scope, size);
    }
    this.allocatedBytes += size;
    this.byDomain.give(domain, size);
    if ((this.traitsOf(domain) & IN_TOTAL) !== 0) {
      this.totalBytes += size;
      this.totalBlocks++;
    }
    return this.addRow(event, site, size);
  }

  /** `event` took the block away. */
  end(row: BlockRow, event: EventIndex): void {
    const size = this.trace.sizeOf(row);
    const site = this.blocks.site.get(row);
    const domain = this.sites.domain.get(site);
    if ((this.traitsOf(domain) & BY_SCOPE) !== 0) {
      const scope = this.sites.scope.get(site);
      if (scope !== NO_SCOPE) this.byScope.take(scope, size);
    }
    this.blocks.death.set(row, event);
    this.byDomain.take(domain, size);
    if ((this.traitsOf(domain) & IN_TOTAL) !== 0) {
      this.totalBytes -= size;
      this.totalBlocks--;
    }
  }

  /** The block lies elsewhere from `event` on: no account changes. Returns the row that begins. */
  move(row: BlockRow, event: EventIndex): BlockRow {
    this.blocks.death.set(row, event);
    return this.addRow(event, this.blocks.site.get(row), this.trace.sizeOf(row));
  }

  /** The domain's peak so far. */
  peakOf(domain: DomainId): number {
    return this.byDomain.peakOf(domain);
  }

  /** An event that gave a block and took others is over: its peak is what is live after it, or the one `before`. */
  settlePeak(domain: DomainId, before: number): void {
    this.byDomain.settlePeak(domain, before);
  }

  /** The event that gave the first block that counts in the total; −1 when there was none. */
  firstCounted(): EventIndex {
    for (let row = 1 as BlockRow; row < this.blocks.length; row++) {
      const domain = this.sites.domain.get(this.blocks.site.get(row));
      if ((this.traitsOf(domain) & IN_TOTAL) !== 0) return this.blocks.birth.get(row);
    }
    return -1 as EventIndex;
  }

  /** Books a run of events on the trace's only domain; their rows are written by `addRow`. */
  account(domain: DomainId, run: AccountedRun): void {
    this.totalBytes = run.total;
    this.totalBlocks += run.given - run.taken;
    this.allocatedBytes += run.givenBytes;
    this.byDomain.book(domain, run);
  }

  /** The row of a block, without accounting for it. */
  addRow(event: EventIndex, site: SiteId, size: number): BlockRow {
    const row = this.blocks.add();
    const at = row & CHUNK_MASK;
    if (row >>> CHUNK_SHIFT !== this.chunk) this.enterChunk(row >>> CHUNK_SHIFT);
    this.births[at] = event;
    this.siteIds[at] = site;
    if (size < WIDE) this.sizes[at] = size;
    else this.addWide(row, size as Bytes);
    return row;
  }

  private enterChunk(index: number): void {
    const { birth, site, size } = this.blocks;
    this.chunk = index;
    this.births = ensure(birth.chunks[index], 'a block has no place');
    this.siteIds = ensure(site.chunks[index], 'a block has no place');
    this.sizes = ensure(size.chunks[index], 'a block has no place');
  }

  private addWide(row: BlockRow, size: Bytes): void {
    this.blocks.size.set(row, WIDE);
    const wide = this.wideSizes.add();
    this.wideSizes.block.set(wide, row);
    this.wideSizes.size.set(wide, size);
  }

  private traitsOf(domain: DomainId): number {
    const traits = domain < this.traits.length ? this.traits[domain] : 0;
    return traits === 0 ? this.lookUpTraits(domain) : traits;
  }

  private lookUpTraits(domain: DomainId): number {
    if (domain >= this.traits.length) {
      const wider = new Uint8Array(2 * domain);
      wider.set(this.traits);
      this.traits = wider;
    }
    const { backing, kind } = this.trace.domains;
    const traits = KNOWN | (backing.get(domain) === NONE ? IN_TOTAL : 0) | (kind.get(domain) === VK ? BY_SCOPE : 0);
    this.traits[domain] = traits;
    return traits;
  }
}
