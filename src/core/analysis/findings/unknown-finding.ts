import type { Fidelity } from '../../tables/trace-meta';
import type { Finding } from '../answers';
import type { FindingSources } from './sources';
import { counted, listed } from '../../../base/wording';

/** What this trace cannot tell, by what its format recorded and by what could not be read. */
export function unknownFinding({ trace, meta }: FindingSources): Finding | undefined {
  const gaps = gapsOf(meta.fidelity, trace.scopes.length > 0 && hasVulkanBlocks(trace));
  const damaged = meta.warnings.reduce((sum, warning) => sum + warning.count, 0);
  const sentences = [
    ...(gaps.length === 0 ? [] : [`This trace does not tell ${listed(gaps)}.`]),
    ...(damaged === 0 ? [] : [`${counted(damaged, 'place')} in the file could not be read as meant.`]),
  ];
  if (sentences.length === 0) return undefined;
  return { id: 'unknown', severity: 'information', text: sentences.join(' '), target: {} };
}

function hasVulkanBlocks(trace: FindingSources['trace']): boolean {
  for (let scope = 0; scope < trace.scopes.length; scope++) {
    if (trace.scopes.allocations.get(scope) > 0) return true;
  }
  return false;
}

function gapsOf(fidelity: Fidelity, isVulkan: boolean): string[] {
  const gaps: string[] = [];
  if (!fidelity.addresses) gaps.push('where blocks lay');
  if (fidelity.orderOfFrees === 'assumed')
    gaps.push('which of several equal blocks a free ended (the newest is assumed)');
  if (fidelity.attached) gaps.push('what was allocated before the recording began');
  if (fidelity.sampledBytes > 0) gaps.push('the allocations between its samples');
  if (fidelity.clock === 'none') gaps.push('when things happened');
  if (!fidelity.threads) gaps.push('which thread did it');
  if (!fidelity.stacks) gaps.push('which code allocated');
  else if (!fidelity.releaseStacks) gaps.push('which code freed');
  if (isVulkan && !fidelity.scopes) gaps.push('the Vulkan scopes');
  if (isVulkan && !fidelity.calls) gaps.push('the commands in progress');
  return gaps;
}
