import { formatBytes, formatShare } from '../../../base/format';
import { bytesOf, counted, shortened } from '../../../base/wording';
import type { ModuleId, ThreadId } from '../../tables/indices';
import { threadName } from '../../tables/thread-names';
import type { Trace } from '../../tables/trace';
import type { Finding } from '../answers';
import { countedSites } from '../counted-sites';
import { callbackSites } from '../coverage/requesting-module';
import { moduleOfSites, moduleText } from '../groups';
import type { FindingSources } from './sources';
import { Unreached } from './unreached';

/** Below a tenth of what callbacks do not see, a driver that hands pAllocator on everywhere would show the rest of it. */
const LEAST_SHARE = 0.1;
const MOST_MODULES = 2;

/**
 * How much of what the Vulkan callbacks did not see at the peak no pAllocator could have reached, because no command was
 * in progress where it was taken. Only where callbacks were used and commands recorded.
 */
export function* unreachedFinding(sources: FindingSources): Generator<undefined, Finding | undefined> {
  const { trace, meta, totals } = sources;
  const { peakEvent } = meta.totals;
  const isCallback = callbackSites(trace);
  if (!meta.fidelity.calls || peakEvent < 0 || !isCallback.includes(1)) return undefined;
  const isUnseen = countedSites(trace).map((isCounted, site) => isCounted & ~isCallback[site]);
  const unseen = sum(totals.peak.bytes.map((bytes, site) => bytes * isUnseen[site]));
  if (unseen === 0) return undefined;
  const unreached = new Unreached(trace, isUnseen, peakEvent);
  yield* unreached.takeIn();
  const atPeak = sum(unreached.atPeakBySite);
  if (atPeak < unseen * LEAST_SHARE) return undefined;
  return {
    id: 'unreached',
    severity: 'information',
    text:
      `${bytesOf(atPeak, unseen)} of what the Vulkan callbacks did not see at the peak was taken with no command in ` +
      `progress on its thread, out of reach of any pAllocator: ${whoText(trace, unreached, atPeak)}; ` +
      `${counted(unreached.requests, 'request')} for ${formatBytes(unreached.bytes)} in all.`,
    target: {
      cursor: peakEvent,
      block: unreached.greatest,
      metric: 'peak',
      ...(meta.fidelity.threads && { groupBy: 'thread' }),
    },
  };
}

/** `95 % by libLLVM.so, 5 % by libvulkan_lvp.so, 100 % on app 4711`. */
function whoText(trace: Trace, { atPeakBySite, atPeakByThread }: Unreached, atPeak: number): string {
  const moduleOfSite = moduleOfSites(trace);
  const byModule = new Float64Array(Math.max(1, trace.modules.length));
  for (let site = 0; site < atPeakBySite.length; site++) byModule[moduleOfSite[site]] += atPeakBySite[site];
  const share = (bytes: number): string => formatShare(bytes / atPeak);
  const modules = greatestOf(byModule, MOST_MODULES).map(
    (module) => `${share(byModule[module])} by ${shortened(moduleText(trace, module as ModuleId))}`,
  );
  const threads = greatestOf(atPeakByThread, 1).flatMap((thread) => {
    const name = threadName(trace, thread as ThreadId);
    return name === '' ? [] : [`${share(atPeakByThread[thread])} on ${shortened(name)}`];
  });
  return [...modules, ...threads].join(', ');
}

/** The ids with the most bytes, those without any left out. */
function greatestOf(bytes: Float64Array, count: number): number[] {
  return Array.from(bytes.keys())
    .filter((id) => bytes[id] > 0)
    .sort((a, b) => bytes[b] - bytes[a])
    .slice(0, count);
}

function sum(values: Float64Array): number {
  return values.reduce((all, value) => all + value, 0);
}
