import { WIDE, type BlockTable, type WideSizeTable } from '../tables/blocks';
import { DOMAIN_KINDS, NO_SCOPE, type DomainTable, type ScopeTable, type SiteTable } from '../tables/domains';
import { NONE, type BlockRow, type Bytes, type EventIndex, type SiteId } from '../tables/indices';
import type { Trace } from '../tables/trace';

const VK = DOMAIN_KINDS.indexOf('vk');

/** Begins and ends block rows, and keeps the accounts: in total, by domain and by scope. */
export class BlockLedger {
  private readonly blocks: BlockTable;
  private readonly wideSizes: WideSizeTable;
  private readonly sites: SiteTable;
  private readonly domains: DomainTable;
  private readonly scopes: ScopeTable;

  /** Live bytes and blocks of all domains with backing 0. */
  totalBytes = 0;
  totalBlocks = 0;
  /** Over all domains: what every `+` and every `~` that gave memory asked for. */
  allocatedBytes = 0;

  constructor(private readonly trace: Trace) {
    this.blocks = trace.blocks;
    this.wideSizes = trace.wideSizes;
    this.sites = trace.sites;
    this.domains = trace.domains;
    this.scopes = trace.scopes;
    for (let scope = 0; scope < NO_SCOPE; scope++) this.scopes.add();
  }

  /** A block of `size` bytes that `event` gave. */
  begin(event: EventIndex, site: SiteId, size: number): BlockRow {
    this.allocatedBytes += size;
    const domains = this.domains;
    const domain = this.sites.domain.get(site);
    const live = domains.liveBytes.get(domain) + size;
    domains.liveBytes.set(domain, live);
    if (live > domains.peakBytes.get(domain)) domains.peakBytes.set(domain, live);
    domains.liveBlocks.set(domain, domains.liveBlocks.get(domain) + 1);
    domains.allocatedBytes.set(domain, domains.allocatedBytes.get(domain) + size);
    domains.allocations.set(domain, domains.allocations.get(domain) + 1);
    if (domains.backing.get(domain) === NONE) {
      this.totalBytes += size;
      this.totalBlocks++;
    }
    const scope = this.sites.scope.get(site);
    if (scope !== NO_SCOPE && domains.kind.get(domain) === VK) this.enterScope(scope, size);
    return this.addRow(event, site, size);
  }

  /** `event` took the block away. */
  end(row: BlockRow, event: EventIndex): void {
    const blocks = this.blocks;
    blocks.death.set(row, event);
    let size: number = blocks.size.get(row);
    if (size === WIDE) size = this.trace.sizeOf(row);
    const domains = this.domains;
    const site = blocks.site.get(row);
    const domain = this.sites.domain.get(site);
    domains.liveBytes.set(domain, domains.liveBytes.get(domain) - size);
    domains.liveBlocks.set(domain, domains.liveBlocks.get(domain) - 1);
    if (domains.backing.get(domain) === NONE) {
      this.totalBytes -= size;
      this.totalBlocks--;
    }
    const scope = this.sites.scope.get(site);
    if (scope !== NO_SCOPE && domains.kind.get(domain) === VK) this.leaveScope(scope, size);
  }

  /** The block lies elsewhere from `event` on: no account changes. Returns the row that begins. */
  move(row: BlockRow, event: EventIndex): BlockRow {
    this.blocks.death.set(row, event);
    return this.addRow(event, this.blocks.site.get(row), this.trace.sizeOf(row));
  }

  private addRow(event: EventIndex, site: SiteId, size: number): BlockRow {
    const blocks = this.blocks;
    const row = blocks.add();
    blocks.birth.set(row, event);
    blocks.site.set(row, site);
    if (size < WIDE) blocks.size.set(row, size);
    else this.addWide(row, size as Bytes);
    return row;
  }

  private addWide(row: BlockRow, size: Bytes): void {
    this.blocks.size.set(row, WIDE);
    const wide = this.wideSizes.add();
    this.wideSizes.block.set(wide, row);
    this.wideSizes.size.set(wide, size);
  }

  private enterScope(scope: number, size: number): void {
    const scopes = this.scopes;
    const live = scopes.liveBytes.get(scope) + size;
    scopes.liveBytes.set(scope, live);
    if (live > scopes.peakBytes.get(scope)) scopes.peakBytes.set(scope, live);
    scopes.liveBlocks.set(scope, scopes.liveBlocks.get(scope) + 1);
    scopes.allocatedBytes.set(scope, scopes.allocatedBytes.get(scope) + size);
    scopes.allocations.set(scope, scopes.allocations.get(scope) + 1);
  }

  private leaveScope(scope: number, size: number): void {
    const scopes = this.scopes;
    scopes.liveBytes.set(scope, scopes.liveBytes.get(scope) - size);
    scopes.liveBlocks.set(scope, scopes.liveBlocks.get(scope) - 1);
  }
}
