import { DOMAIN_KINDS } from '../tables/domains';
import { NONE, type SiteId } from '../tables/indices';
import type { Trace } from '../tables/trace';

const MMAP = DOMAIN_KINDS.indexOf('mmap');

/** Blocks of the site lie inside blocks of another domain: they have no place of their own. */
export const BACKED = 0x80;
/** Blocks of the site are regions of the address space (`mmap`), not the engine's. */
export const REGION = 0x40;
/** In a treatment below {@link REGION}: log2 of the alignment that the engine is asked for. */
export const ALIGN_MASK = 0x3f;

/** How the replay treats the blocks of each site. Found once a site: sites do not change. */
export class SiteTreatment {
  private treatments = new Uint8Array(1024);
  private known = 0;

  constructor(private readonly trace: Trace) {}

  /** {@link BACKED}, {@link REGION}, or the alignment's log2. */
  of(site: SiteId): number {
    if (site >= this.known) this.learn();
    return this.treatments[site];
  }

  private learn(): void {
    const { sites, domains } = this.trace;
    const length = Math.max(sites.length, 1);
    if (length > this.treatments.length) {
      const larger = new Uint8Array(Math.max(length, 2 * this.treatments.length));
      larger.set(this.treatments);
      this.treatments = larger;
    }
    for (let site = this.known as SiteId; site < length; site++) {
      const domain = sites.domain.get(site);
      if (domains.backing.get(domain) !== NONE) this.treatments[site] = BACKED;
      else if (domains.kind.get(domain) === MMAP) this.treatments[site] = REGION;
      else this.treatments[site] = sites.alignLog2.get(site) & ALIGN_MASK;
    }
    this.known = length;
  }
}
