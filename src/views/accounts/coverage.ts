import { NONE, type DomainId } from '../../core/tables/indices';
import type { Trace } from '../../core/tables/trace';
import type { AccountRow } from '../../worker/protocol';

/** How much of the memory in use the Vulkan host-allocation callbacks saw. Bytes. */
export interface Coverage {
  readonly callbacks: number;
  /** Everything recorded; memory that one domain takes from another is counted once. */
  readonly all: number;
}

/** undefined: the trace has no Vulkan callbacks. */
export function coverage(trace: Trace, domains: readonly AccountRow[]): Coverage | undefined {
  if (!domains.some((domain) => domain.kind === 'vk')) return undefined;
  let callbacks = 0;
  let all = 0;
  for (const { id, kind, liveBytes } of domains) {
    if (kind === 'vk') callbacks += liveBytes;
    if (trace.domains.backing.get(id as DomainId) === NONE) all += liveBytes;
  }
  return { callbacks, all };
}
