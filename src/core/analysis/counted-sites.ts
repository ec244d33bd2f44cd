import { NONE } from '../tables/indices';
import type { SiteId } from '../tables/indices';
import type { Trace } from '../tables/trace';

/**
 * By site: 1 where blocks of it count in the total, 0 where they lie inside blocks of a backing domain and would be
 * counted twice (`heapglass-trace.md`, "What the figures mean").
 */
export function countedSites(trace: Trace): Uint8Array {
  const counted = new Uint8Array(Math.max(1, trace.sites.length)).fill(1);
  for (let site = 1; site < trace.sites.length; site++) {
    const domain = trace.sites.domain.get(site as SiteId);
    if (domain !== NONE && trace.domains.backing.get(domain) !== NONE) counted[site] = 0;
  }
  return counted;
}
