import { DOMAIN_KINDS, NO_SCOPE } from '../../tables/domains';
import { NONE, type BlockRow, type DomainId, type SiteId } from '../../tables/indices';
import type { Trace } from '../../tables/trace';
import type { TraceMeta } from '../../tables/trace-meta';

const VK = DOMAIN_KINDS.indexOf('vk');

/** What a site's memory is to the rules. */
export const SiteKind = {
  /** Through a Vulkan allocator table. */
  callback: 1,
  /** Memory that such a table itself stands on: the callbacks see it. */
  behindCallbacks: 2,
  /** Everything else. */
  bypass: 3,
  /** Inside memory of another domain that is counted there. */
  backed: 4,
} as const;

/** Which domains are Vulkan allocator tables, and which of them can release each other's blocks. */
export class VulkanTables {
  /** A {@link SiteKind} by site. */
  readonly siteKind: Uint8Array;
  private readonly groups: Uint32Array;
  /** What a recorder passed on where it was passed NULL. */
  private readonly standIns: ReadonlySet<number>;

  constructor(
    private readonly trace: Trace,
    meta: TraceMeta,
  ) {
    const { domains, sites } = trace;
    const behind = new Set<DomainId>();
    for (let domain = 1 as DomainId; domain < domains.length; domain++) {
      if (!this.isTable(domain)) continue;
      for (let under = domains.backing.get(domain); under !== NONE; under = domains.backing.get(under))
        behind.add(under);
    }
    this.siteKind = Uint8Array.from({ length: Math.max(1, sites.length) }, (_, site) => {
      const domain = site === NONE ? (NONE as DomainId) : sites.domain.get(site as SiteId);
      if (this.isTable(domain)) return SiteKind.callback;
      if (behind.has(domain)) return SiteKind.behindCallbacks;
      return domain === NONE || domains.backing.get(domain) === NONE ? SiteKind.bypass : SiteKind.backed;
    });
    this.groups = Uint32Array.from({ length: Math.max(1, domains.length) }, (_, domain) => domain);
    this.joinGroups(meta.header['compatible'] ?? '');
    this.standIns = new Set((meta.header['injected'] ?? '').split(',').map((entry) => parseInt(entry, 10)));
  }

  /** Header `compatible`: groups of tables that release each other's blocks, as `2 5, 3 6`. */
  private joinGroups(text: string): void {
    for (const group of text.split(',')) {
      const members = group.trim().split(/\s+/).map(Number).filter((id) => this.isTable(id as DomainId)); // prettier-ignore
      for (const member of members) this.groups[member] = members[0];
    }
  }

  isTable(domain: DomainId): boolean {
    const { kind, length } = this.trace.domains;
    return domain > NONE && domain < length && kind.get(domain) === VK;
  }

  /** What the program passed to a call that the driver saw with `table`: NULL where a recorder put its own in place. */
  asPassed(table: DomainId): DomainId {
    return this.standIns.has(table) ? (NONE as DomainId) : table;
  }

  /** Whether memory of one can be released through the other: each is its own group unless the trace says more. */
  areCompatible(a: DomainId, b: DomainId): boolean {
    return this.groups[a] === this.groups[b];
  }

  domainOf(block: BlockRow): DomainId {
    return this.trace.sites.domain.get(this.trace.blocks.site.get(block));
  }

  /** Scope of a block; undefined where it was not recorded. */
  scopeOf(block: BlockRow): number | undefined {
    const scope = this.trace.sites.scope.get(this.trace.blocks.site.get(block));
    return scope === NO_SCOPE ? undefined : scope;
  }
}
