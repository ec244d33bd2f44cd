import { U32Column } from '../tables/column';
import type { SiteTable } from '../tables/domains';
import { NONE, type DomainId, type SiteId, type StackId } from '../tables/indices';

/** Gives equal combinations of stack, domain, scope, alignment and zeroing the same site. */
export class SiteInterner {
  /** The site last asked for with each stack: nearly always the one wanted. */
  private readonly latest = new U32Column<StackId, SiteId>(NONE, true);
  /** By everything but the stack, then by stack. */
  private readonly known = new Map<number, Map<StackId, SiteId>>();

  constructor(private readonly sites: SiteTable) {}

  intern(stack: StackId, domain: DomainId, scope: number, alignLog2: number, zeroed: number): SiteId {
    const sites = this.sites;
    const latest = this.latest.get(stack);
    if (
      latest !== NONE &&
      sites.domain.get(latest) === domain &&
      sites.scope.get(latest) === scope &&
      sites.alignLog2.get(latest) === alignLog2 &&
      sites.zeroed.get(latest) === zeroed
    ) {
      return latest;
    }
    const site = this.find(stack, domain, scope, alignLog2, zeroed);
    this.latest.set(stack, site);
    return site;
  }

  private find(stack: StackId, domain: DomainId, scope: number, alignLog2: number, zeroed: number): SiteId {
    // 3 bits of scope, 6 of alignment, 1 of zeroing: the key stays an exact integer for every domain id.
    const shape = domain * 1024 + scope * 128 + alignLog2 * 2 + zeroed;
    let byStack = this.known.get(shape);
    if (byStack === undefined) {
      byStack = new Map();
      this.known.set(shape, byStack);
    }
    let site = byStack.get(stack);
    if (site === undefined) {
      site = this.sites.add();
      this.sites.stack.set(site, stack);
      this.sites.domain.set(site, domain);
      this.sites.scope.set(site, scope);
      this.sites.alignLog2.set(site, alignLog2);
      this.sites.zeroed.set(site, zeroed);
      byStack.set(stack, site);
    }
    return site;
  }
}
