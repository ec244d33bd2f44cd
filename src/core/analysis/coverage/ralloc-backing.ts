import { DOMAIN_KINDS } from '../../tables/domains';
import { NONE, type BlockRow, type DomainId, type EventIndex, type SiteId } from '../../tables/indices';
import type { Trace } from '../../tables/trace';
import { callbackSites } from './requesting-module';

const CONTEXT_KINDS: readonly number[] = (['ralloc', 'linear', 'gc'] as const).map((kind) =>
  DOMAIN_KINDS.indexOf(kind),
);

/** Whether the trace recorded blocks of ralloc, linear or gc contexts. */
export function hasRalloc({ domains }: Trace): boolean {
  for (let domain = 1 as DomainId; domain < domains.length; domain++) {
    if (CONTEXT_KINDS.includes(domains.kind.get(domain)) && domains.allocations.get(domain) > 0) return true;
  }
  return false;
}

/**
 * Bytes of the blocks past the callbacks that ralloc, linear and gc contexts had taken and that are live at `event`:
 * what would go through the callbacks if a context carried an allocator table and its children inherited it.
 */
export function rallocBackingBytes(trace: Trace, event: EventIndex): number {
  const { blocks, sites, domains } = trace;
  const isCallback = callbackSites(trace);
  const isContext = isCallback.map((_, site) =>
    site !== 0 && CONTEXT_KINDS.includes(domains.kind.get(sites.domain.get(site as SiteId))) ? 1 : 0,
  );
  const backing = new Set<BlockRow>();
  for (let row = 1 as BlockRow; row < blocks.length && blocks.birth.get(row) <= event; row++) {
    if (isContext[blocks.site.get(row)] === 0 || blocks.death.get(row) <= event) continue;
    let outer = blocks.backing.get(row);
    while (outer !== NONE && blocks.backing.get(outer) !== NONE) outer = blocks.backing.get(outer);
    if (outer !== NONE && blocks.death.get(outer) > event && isCallback[blocks.site.get(outer)] === 0)
      backing.add(outer);
  }
  let bytes = 0;
  for (const row of backing) bytes += trace.sizeOf(row);
  return bytes;
}
