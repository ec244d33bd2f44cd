import type { RuleNeed } from '../../faults/rules-needs';
import { DOMAIN_KINDS, NO_SCOPE } from '../../tables/domains';
import { TABLE_NOT_RECORDED } from '../../tables/happenings';
import { ALIVE, NONE, type CallId, type DomainId, type ObjectId, type SiteId } from '../../tables/indices';
import type { Trace } from '../../tables/trace';
import type { TraceMeta } from '../../tables/trace-meta';
import type { RuleOptions } from './scope-budget';
import type { VulkanCommand } from './vulkan-commands';
import type { VulkanObjects } from './vulkan-objects';

const VK = DOMAIN_KINDS.indexOf('vk');

/** What this trace lacks of what rules need. */
export function missingNeeds(
  trace: Trace,
  meta: TraceMeta,
  objects: VulkanObjects,
  commands: readonly VulkanCommand[],
  options: RuleOptions,
): ReadonlySet<RuleNeed> {
  const requests = requestFacts(trace);
  const calls = callFacts(trace, commands);
  const roots = [...objects.devices, ...objects.instances];
  const has: Readonly<Record<RuleNeed, boolean>> = {
    callbacks: requests.some,
    addresses: meta.fidelity.addresses,
    alignments: requests.alignments,
    scopes: requests.scopes,
    calls: trace.calls.count > 0,
    results: calls.results,
    objects: trace.objects.count > 0,
    roots: roots.some((root: ObjectId) => trace.objects.death.get(root) !== ALIVE),
    threads: trace.threads.count > 0,
    tables: calls.tables,
    allTables: calls.allTables,
    notifications: trace.notifications.count > 0,
    otherMemory: requests.others,
    backing: requests.backing,
    wholeRun: !meta.fidelity.attached,
    budgets: options.budgets.length > 0,
  };
  return new Set(NEEDS.filter((need) => !has[need]));
}

const NEEDS: readonly RuleNeed[] = [
  'callbacks', 'addresses', 'alignments', 'scopes', 'calls', 'results', 'objects', 'roots', 'threads', 'tables',
  'allTables', 'notifications', 'otherMemory', 'backing', 'wholeRun', 'budgets',
]; // prettier-ignore

function requestFacts({
  sites,
  domains,
}: Trace): Record<'some' | 'alignments' | 'scopes' | 'others' | 'backing', boolean> {
  const facts = { some: false, alignments: false, scopes: false, others: false, backing: false };
  // A table may have been used without giving a block: its frees alone are callbacks, too.
  for (let domain = 1 as DomainId; domain < domains.length; domain++) {
    if (domains.kind.get(domain) !== VK) continue;
    facts.some = true;
    facts.backing ||= domains.backing.get(domain) !== NONE;
  }
  for (let site = 1 as SiteId; site < sites.length; site++) {
    const isTable = domains.kind.get(sites.domain.get(site)) === VK && sites.domain.get(site) !== NONE;
    facts.others ||= !isTable;
    facts.scopes ||= isTable && sites.scope.get(site) !== NO_SCOPE;
    facts.alignments ||= isTable && sites.alignLog2.get(site) > 0;
  }
  return facts;
}

function callFacts(
  { calls }: Trace,
  commands: readonly VulkanCommand[],
): Record<'results' | 'tables' | 'allTables', boolean> {
  const facts = { results: false, tables: false, allTables: calls.count > 0 };
  for (let call = 1 as CallId; call < calls.length; call++) {
    facts.results ||= !Number.isNaN(calls.result.get(call));
    const { name } = commands[calls.command.get(call)];
    const isRecorded = calls.table.get(call) !== TABLE_NOT_RECORDED;
    facts.tables ||= isRecorded;
    if (!isRecorded && takesTable(name)) facts.allTables = false;
  }
  return { ...facts, allTables: facts.tables && facts.allTables };
}

/** Creations are told which table to use (`vkAllocateMemory` too); allocations from pools are not. */
function takesTable(name: string): boolean {
  return /^vk(Create|AllocateMemory$|Register(Device|Display)EventEXT$)/.test(name);
}
