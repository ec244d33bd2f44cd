import { SCOPES, DOMAIN_KINDS } from '../tables/domains';
import { domainKind, domainName } from '../tables/domain-names';
import { NONE, type BlockRow, type Bytes, type DomainId } from '../tables/indices';
import type { Trace } from '../tables/trace';
import type { AccountRow } from './answers';

export interface Accounts {
  /** Domains that ever gave a block, by id. */
  readonly domains: readonly AccountRow[];
  /** Scopes that a `vk` block ever had, by value. */
  readonly scopes: readonly AccountRow[];
}

/** What each domain and each scope holds. `rows`: the blocks live at the instant. */
export function accountsOf(trace: Trace, rows: Uint32Array): Accounts {
  const vulkan = DOMAIN_KINDS.indexOf('vk');
  const domains = new Holdings(Math.max(1, trace.domains.length));
  const scopes = new Holdings(SCOPES.length + 1);
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i] as BlockRow;
    const site = trace.blocks.site.get(row);
    const domain = site === NONE ? (NONE as DomainId) : trace.sites.domain.get(site);
    const size = trace.sizeOf(row);
    domains.add(domain, size);
    if (domain !== NONE && trace.domains.kind.get(domain) === vulkan) scopes.add(trace.sites.scope.get(site), size);
  }
  return { domains: domainRows(trace, domains), scopes: scopeRows(trace, scopes) };
}

class Holdings {
  readonly bytes: Float64Array;
  readonly blocks: Float64Array;

  constructor(count: number) {
    this.bytes = new Float64Array(count);
    this.blocks = new Float64Array(count);
  }

  add(id: number, size: number): void {
    this.bytes[id] += size;
    this.blocks[id]++;
  }
}

function domainRows(trace: Trace, holdings: Holdings): AccountRow[] {
  const rows: AccountRow[] = [];
  // Row 0 is the unnamed domain, also where none was defined.
  for (let id = 0; id < Math.max(1, trace.domains.length); id++) {
    const domain = id as DomainId;
    if (trace.domains.allocations.get(domain) === 0) continue;
    rows.push({
      ...accountOf(trace.domains, domain, holdings),
      name: domainName(trace, domain),
      kind: domainKind(trace, domain),
    });
  }
  return rows;
}

function scopeRows(trace: Trace, holdings: Holdings): AccountRow[] {
  const rows: AccountRow[] = [];
  for (let scope = 0; scope < Math.min(SCOPES.length, trace.scopes.length); scope++) {
    if (trace.scopes.allocations.get(scope) === 0) continue;
    rows.push({ ...accountOf(trace.scopes, scope, holdings), name: SCOPES[scope], kind: 'scope' });
  }
  return rows;
}

/** The running figures that tables of domains and of scopes have in common. */
interface AccountColumns {
  readonly peakBytes: { get(id: number): number };
  readonly allocatedBytes: { get(id: number): number };
  readonly allocations: { get(id: number): number };
}

function accountOf(table: AccountColumns, id: number, holdings: Holdings): Omit<AccountRow, 'name' | 'kind'> {
  return {
    id,
    liveBytes: holdings.bytes[id] as Bytes,
    liveBlocks: holdings.blocks[id],
    peakBytes: table.peakBytes.get(id) as Bytes,
    allocatedBytes: table.allocatedBytes.get(id) as Bytes,
    allocations: table.allocations.get(id),
  };
}
