import { DOMAIN_KINDS } from '../tables/domains';
import { NONE, type DomainId, type SiteId } from '../tables/indices';
import type { Trace } from '../tables/trace';

const MMAP = DOMAIN_KINDS.indexOf('mmap');

/** Blocks of the site lie inside blocks of another domain: they have no place of their own. */
export const BACKED = 0x80;
/** Blocks of the site are regions of the address space (`mmap`), not the engine's. */
export const REGION = 0x40;
/** A treatment below {@link REGION} is the log2 of the alignment that the engine is asked for. */
const ALIGN_MASK = 0x3f;

/** How the replay treats the blocks of each site. Found once a site: sites do not change. */
export class SiteTreatment {
  private treatments = new Uint8Array(1024);
  private domains = new Uint32Array(1024);
  private known = 0;
  private plain = true;

  constructor(private readonly trace: Trace) {}

  /** Every site known so far goes to the engine with its default alignment: nothing has to be looked up. */
  get isPlain(): boolean {
    return this.plain;
  }

  /** What {@link of} answers, by site. Larger ones take its place as sites are learned. */
  get bySite(): Uint8Array {
    return this.treatments;
  }

  domainOf(site: SiteId): DomainId {
    return this.domains[site] as DomainId;
  }

  /** {@link BACKED}, {@link REGION}, or the alignment's log2. Only for sites that were there at the last `learn`. */
  of(site: SiteId): number {
    return this.treatments[site];
  }

  /** Takes in the sites that were added since the last time. */
  learn(): void {
    const { sites, domains } = this.trace;
    if (sites.length > this.treatments.length) this.extendTo(Math.max(sites.length, 2 * this.treatments.length));
    for (let site = this.known as SiteId; site < sites.length; site++) {
      const domain = sites.domain.get(site);
      let treatment = sites.alignLog2.get(site) & ALIGN_MASK;
      if (domains.backing.get(domain) !== NONE) treatment = BACKED;
      else if (domains.kind.get(domain) === MMAP) treatment = REGION;
      this.treatments[site] = treatment;
      this.domains[site] = domain;
      if (treatment !== 0) this.plain = false;
    }
    this.known = sites.length;
  }

  private extendTo(length: number): void {
    const { treatments, domains } = this;
    this.treatments = new Uint8Array(length);
    this.treatments.set(treatments);
    this.domains = new Uint32Array(length);
    this.domains.set(domains);
  }
}
