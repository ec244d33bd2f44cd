import { U32Column } from '../tables/column';
import type { SiteTable } from '../tables/domains';
import { NONE, type DomainId, type SiteId, type StackId } from '../tables/indices';

/** Sites in a stack's list; further ones stand in a map, so that no file makes the walk long. */
const LONGEST_LIST = 32;

/**
 * Gives equal combinations of stack, domain, scope, alignment and zeroing the same site: one list of sites per stack,
 * short because a stack asks in few ways, with the one wanted last in front.
 */
export class SiteInterner {
  private readonly first = new U32Column<StackId, SiteId>(NONE, true);
  private readonly next = new U32Column<SiteId, SiteId>(NONE, true);
  private readonly crowd = new Map<StackId, Map<number, SiteId>>();

  constructor(private readonly sites: SiteTable) {}

  intern(stack: StackId, domain: DomainId, scope: number, alignLog2: number, zeroed: number): SiteId {
    const { sites } = this;
    const first = this.first.get(stack);
    let before = NONE as SiteId;
    let length = 0;
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
      length++;
    }
    if (length === LONGEST_LIST) return this.internInCrowd(stack, domain, scope, alignLog2, zeroed);
    const site = this.addSite(stack, domain, scope, alignLog2, zeroed);
    this.putFirst(stack, site, first);
    return site;
  }

  private internInCrowd(stack: StackId, domain: DomainId, scope: number, alignLog2: number, zeroed: number): SiteId {
    // 3 bits of scope, 6 of alignment, 1 of zeroing: the key stays an exact integer for every domain.
    const shape = domain * 1024 + scope * 128 + alignLog2 * 2 + zeroed;
    const ofStack = this.crowd.get(stack) ?? new Map<number, SiteId>();
    this.crowd.set(stack, ofStack);
    const site = ofStack.get(shape) ?? this.addSite(stack, domain, scope, alignLog2, zeroed);
    ofStack.set(shape, site);
    return site;
  }

  private addSite(stack: StackId, domain: DomainId, scope: number, alignLog2: number, zeroed: number): SiteId {
    const { sites } = this;
    const site = sites.add();
    sites.stack.set(site, stack);
    sites.domain.set(site, domain);
    sites.scope.set(site, scope);
    sites.alignLog2.set(site, alignLog2);
    sites.zeroed.set(site, zeroed);
    return site;
  }

  private putFirst(stack: StackId, site: SiteId, first: SiteId): void {
    this.next.set(site, first);
    this.first.set(stack, site);
  }
}
