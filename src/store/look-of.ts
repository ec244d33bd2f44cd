import type { DomainId } from '../core/tables/indices';
import type { Trace } from '../core/tables/trace';
import type { Fidelity } from '../core/tables/trace-meta';
import type { LayoutSlice } from './layout-slice';

/**
 * What tells most about a trace that was just opened: which heap, what the timeline stacks and what colours the map.
 * `plays`: it will play up to its peak.
 */
export function lookOf(
  trace: Trace,
  fidelity: Fidelity,
  { plays }: { readonly plays: boolean },
): Pick<LayoutSlice, 'heap' | 'groupBy' | 'colourBy'> {
  const heap = fidelity.addresses ? 'recorded' : 'simulated';
  // A playback tells the story of who comes to hold the memory.
  if (plays) return { heap, groupBy: 'module', colourBy: 'module' };
  // A single domain would be a single colour.
  if (usedDomains(trace) < 2) return { heap, groupBy: 'module', colourBy: 'size' };
  return { heap, groupBy: 'domain', colourBy: 'domain' };
}

function usedDomains({ domains }: Trace): number {
  return Array.from({ length: domains.length }, (_, id) => domains.allocations.get(id as DomainId)).filter(Boolean)
    .length;
}
