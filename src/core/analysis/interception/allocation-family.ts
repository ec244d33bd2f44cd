import { DOMAIN_KINDS, type DomainKindName } from '../../tables/domains';
import { NONE, type SiteId } from '../../tables/indices';
import type { Trace } from '../../tables/trace';

/**
 * Which functions a block is handed out and released with: C's (`malloc` and its kin), C++'s (`operator new` and
 * `delete`), or functions of the domain's `own` (Vulkan callbacks, ralloc, mmap), which no interception of the first two
 * concerns.
 */
export const FAMILIES = ['c', 'cxx', 'own'] as const;
export type AllocationFamily = (typeof FAMILIES)[number];

const OF_KIND: Readonly<Record<DomainKindName, AllocationFamily>> = {
  other: 'c', libc: 'c', aligned: 'c', cxx: 'cxx', 'cxx-array': 'cxx', vk: 'own', internal: 'own', ralloc: 'own',
  linear: 'own', gc: 'own', slab: 'own', mmap: 'own', pool: 'own',
}; // prettier-ignore

/** By site the index of its blocks' family in {@link FAMILIES}. */
export function familyOfSites(trace: Trace): Uint8Array {
  const families = new Uint8Array(Math.max(1, trace.sites.length));
  for (let site = 1; site < families.length; site++) {
    const domain = trace.sites.domain.get(site as SiteId);
    if (domain === NONE) continue;
    families[site] = FAMILIES.indexOf(OF_KIND[DOMAIN_KINDS[trace.domains.kind.get(domain)]]);
  }
  return families;
}
