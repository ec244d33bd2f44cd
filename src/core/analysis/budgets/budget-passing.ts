import type { AccountLedger } from '../../layers/accounting-ledger';
import type { AccountKey, TraceAccounts } from '../../layers/accounting-plan';
import { stackFrames } from '../../tables/code-names';
import { domainName, scopeName } from '../../tables/domain-names';
import { DOMAIN_KINDS, NO_SCOPE, SCOPES } from '../../tables/domains';
import type { BlockRow, Bytes, DomainId, EventIndex, ModuleId } from '../../tables/indices';
import type { Trace } from '../../tables/trace';
import { moduleText } from '../groups';
import type { BudgetHolder, BudgetPassing } from './budget-answer';

const VULKAN = DOMAIN_KINDS.indexOf('vk');

/** The request of block `row` at `event`, with what `ledger` says of the instant before. */
export function passingAt(
  trace: Trace,
  plan: TraceAccounts,
  ledger: AccountLedger,
  { event, row, heldBytes }: { readonly event: EventIndex; readonly row: BlockRow; readonly heldBytes: Bytes },
): BudgetPassing {
  const site = trace.blocks.site.get(row);
  const domain = trace.sites.domain.get(site);
  const scope = trace.domains.kind.get(domain) === VULKAN ? trace.sites.scope.get(site) : NO_SCOPE;
  const holders = (kind: AccountKey['kind'], nameOf: (id: number) => string): BudgetHolder[] =>
    holdersOf(plan, ledger, kind, nameOf);
  return {
    event,
    block: row,
    requestedBytes: trace.sizeOf(row),
    heldBytes,
    domain: domainName(trace, domain),
    scope: scopeName(scope),
    frames: stackFrames(trace, trace.sites.stack.get(site)).map(({ label }) => label),
    byDomain: holders('domain', (id) => domainName(trace, id as DomainId)),
    byScope: holders('scope', (id) => SCOPES[id]),
    byModule: holders('component', (id) => moduleText(trace, id as ModuleId)),
  };
}

/** What accounts of a kind hold now, greatest first. */
function holdersOf(
  plan: TraceAccounts,
  ledger: AccountLedger,
  kind: AccountKey['kind'],
  nameOf: (id: number) => string,
): BudgetHolder[] {
  return plan.keys
    .flatMap((key, account) => (key.kind === kind ? [{ account, name: nameOf(key.id) }] : []))
    .map(({ account, name }) => ({ name, liveBytes: ledger.figuresOf(account).liveBytes }))
    .filter(({ liveBytes }) => liveBytes > 0)
    .sort((a, b) => b.liveBytes - a.liveBytes);
}
