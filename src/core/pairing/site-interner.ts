import { U32Column } from '../tables/column';
import type { SiteTable } from '../tables/domains';
import { NONE, type DomainId, type SiteId, type StackId } from '../tables/indices';

/**
 * Gives equal combinations of stack, domain, scope, alignment and zeroing the same site: one list of sites per stack,
 * short because a stack asks in few ways, with the one wanted last in front.
 */
export class SiteInterner {
  private readonly first = new U32Column<StackId, SiteId>(NONE, true);
  private readonly next = new U32Column<SiteId, SiteId>(NONE, true);

  constructor(private readonly sites: SiteTable) {}

  intern(stack: StackId, domain: DomainId, scope: number, alignLog2: number, zeroed: number): SiteId {
    const { sites } = this;
    const first = this.first.get(stack);
    let before = NONE as SiteId;
    for (let site = first; site !== NONE; before = site, site = this.next.get(site)) {
      if (
        sites.domain.get(site) === domain &&
        sites.scope.get(site) === scope &&
        sites.alignLog2.get(site) === alignLog2 &&
        sites.zeroed.get(site) === zeroed
      ) {
        if (before !== NONE) {
          this.next.set(before, this.next.get(site));
          this.putFirst(stack, site, first);
        }
        return site;
      }
    }
    const site = sites.add();
    sites.stack.set(site, stack);
    sites.domain.set(site, domain);
    sites.scope.set(site, scope);
    sites.alignLog2.set(site, alignLog2);
    sites.zeroed.set(site, zeroed);
    this.putFirst(stack, site, first);
    return site;
  }

  private putFirst(stack: StackId, site: SiteId, first: SiteId): void {
    this.next.set(site, first);
    this.first.set(stack, site);
  }
}
