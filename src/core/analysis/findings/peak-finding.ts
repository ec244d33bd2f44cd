import { formatBytes, formatCount } from '../../../base/format';
import { DOMAIN_KINDS } from '../../tables/domains';
import { domainName } from '../../tables/domain-names';
import { NONE, type DomainId, type ModuleId, type SiteId } from '../../tables/indices';
import type { Trace } from '../../tables/trace';
import type { Finding } from '../answers';
import { moduleOfSites, moduleText } from '../groups';
import type { SiteTotals } from '../site-totals';
import type { FindingSources } from './sources';
import { bytesOf, listed, shortened } from '../../../base/wording';

const MOST_HOLDERS = 3;
/** A holder of less than this share of the peak is not worth a place in the sentence. */
const LEAST_SHARE = 0.01;

/** Who holds what at the peak. */
export interface Holder {
  readonly name: string;
  readonly bytes: number;
}

/** The greatest total and who held it; of a Vulkan trace also how much of it the callbacks saw. */
export function peakFinding({ trace, meta, totals }: FindingSources): Finding | undefined {
  const { peakBytes, peakEvent } = meta.totals;
  if (peakEvent < 0) return undefined;
  const byModule = meta.fidelity.stacks;
  const holders = peakHolders(trace, totals, byModule ? 'module' : 'domain')
    .slice(0, MOST_HOLDERS)
    .filter((holder) => holder.bytes >= peakBytes * LEAST_SHARE)
    .map((holder) => `${shortened(holder.name)} ${bytesOf(holder.bytes, peakBytes)}`);
  const callbacks = callbackBytesAtPeak(trace, totals);
  const seen = callbacks === undefined ? '' : `; the Vulkan callbacks saw ${bytesOf(callbacks, peakBytes)} of it`;
  const held = holders.length === 0 ? '' : `, held by ${listed(holders)}`;
  return {
    id: 'peak',
    severity: 'information',
    text: `The peak is ${formatBytes(peakBytes)} at event ${formatCount(peakEvent)}${held}${seen}.`,
    target: { cursor: peakEvent, metric: 'peak', groupBy: byModule ? 'module' : 'domain' },
  };
}

/** Bytes live at the peak by responsible module or by domain, greatest first. */
export function peakHolders(trace: Trace, totals: SiteTotals, by: 'module' | 'domain'): Holder[] {
  const modules = by === 'module' ? moduleOfSites(trace) : undefined;
  const held = new Map<string, number>();
  for (let site = 0; site < totals.peak.bytes.length; site++) {
    if (totals.peak.count[site] === 0) continue;
    const name =
      modules === undefined
        ? domainName(trace, trace.sites.domain.get(site as SiteId))
        : moduleText(trace, modules[site] as ModuleId);
    held.set(name, (held.get(name) ?? 0) + totals.peak.bytes[site]);
  }
  return [...held].map(([name, bytes]) => ({ name, bytes })).sort((a, b) => b.bytes - a.bytes);
}

/** Bytes of Vulkan callback domains at the peak; undefined where the trace has no such domain. */
export function callbackBytesAtPeak(trace: Trace, totals: SiteTotals): number | undefined {
  const vulkan = DOMAIN_KINDS.indexOf('vk');
  let any = false;
  for (let domain = 1; domain < trace.domains.length; domain++) {
    if (trace.domains.kind.get(domain as DomainId) === vulkan) any = true;
  }
  if (!any) return undefined;
  let bytes = 0;
  for (let site = 1; site < totals.peak.bytes.length; site++) {
    const domain = trace.sites.domain.get(site as SiteId);
    if (domain !== NONE && trace.domains.kind.get(domain) === vulkan) bytes += totals.peak.bytes[site];
  }
  return bytes;
}
