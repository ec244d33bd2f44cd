import { moduleOfSites } from '../analysis/groups';
import { baseName } from '../tables/code-names';
import { DOMAIN_KINDS, NO_SCOPE, SCOPES } from '../tables/domains';
import { NONE, type ContextId, type DomainId, type ModuleId, type SiteId } from '../tables/indices';
import type { Trace } from '../tables/trace';
import { innermostFirst, type Budget, type BudgetMode, type BudgetSubject } from './budget';

const VULKAN = DOMAIN_KINDS.indexOf('vk');
const MMAP = DOMAIN_KINDS.indexOf('mmap');

/** What an account is about. `id`: a domain, scope, module or context, or the index of a budget; 0 for `heap` and `total`. */
export interface AccountKey {
  readonly kind: 'domain' | 'scope' | 'component' | 'context' | 'heap' | 'total' | 'budget';
  readonly id: number;
}

export interface AccountLimit {
  readonly account: number;
  readonly mode: BudgetMode;
  readonly limitBytes: number;
}

/** Which accounts a request is charged to. Accounts are numbered from 1. */
export interface AccountPlan {
  /** One past the last account. */
  readonly accounts: number;
  /** By site: which set of accounts. */
  readonly setOf: Int32Array;
  /** Accounts of set s: `list[first[s]]` … `list[first[s + 1] - 1]`, budgets first, the innermost first of all. */
  readonly first: Int32Array;
  readonly list: Int32Array;
  /** By context: the one around it, its account, and that of its budget; 0 = none. */
  readonly contextParent: Uint32Array;
  readonly contextAccount: Uint32Array;
  readonly contextBudget: Uint32Array;
  readonly limits: readonly AccountLimit[];
  /** Takes in what was added since. */
  learn(): void;
}

/** The accounts of a trace: one each for its domains, scopes, components, contexts, its heap, its total and the budgets. */
export class TraceAccounts implements AccountPlan {
  accounts = 1;
  setOf = new Int32Array(1);
  first = new Int32Array(2);
  list = new Int32Array(0);
  contextParent = new Uint32Array(1);
  contextAccount = new Uint32Array(1);
  contextBudget = new Uint32Array(1);
  readonly limits: AccountLimit[] = [];
  /** What each account is about, by its number. */
  readonly keys: AccountKey[] = [{ kind: 'budget', id: -1 }];
  /** The budgets of requested bytes, innermost first. */
  readonly budgets: readonly Budget[];
  private readonly numbers = new Map<string, number>();
  /** Sets of accounts, by their numbers one after another. */
  private readonly sets = new Map<string, number>();
  private knownSites = 0;
  private knownContexts = 0;

  constructor(
    private readonly trace: Trace,
    budgets: readonly Budget[] = [],
  ) {
    this.budgets = innermostFirst(budgets.filter(({ measure }) => measure === 'requested'));
    this.budgets.forEach(({ mode, limitBytes }, index) => {
      this.limits.push({ account: this.numberOf({ kind: 'budget', id: index }), mode, limitBytes });
    });
    this.learn();
  }

  learn(): void {
    const { sites, contexts } = this.trace;
    if (Math.max(1, sites.length) > this.knownSites) this.learnSites();
    if (contexts.length > this.knownContexts) this.learnContexts();
  }

  /** The number of an account; a new one where there is none yet. */
  numberOf(key: AccountKey): number {
    const name = `${key.kind} ${key.id}`;
    const known = this.numbers.get(name);
    if (known !== undefined) return known;
    this.numbers.set(name, this.accounts);
    this.keys.push(key);
    return this.accounts++;
  }

  /** Most sites are charged to the same few sets of accounts. A set once known keeps its number. */
  private learnSites(): void {
    const count = Math.max(1, this.trace.sites.length);
    const modules = moduleOfSites(this.trace);
    const list = Array.from(this.list);
    const first = Array.from(this.first.subarray(0, this.sets.size + 1));
    this.setOf = new Int32Array(count);
    for (let site = 0 as SiteId; site < count; site++) {
      const accounts = this.accountsOf(site, modules[site] as ModuleId);
      const name = accounts.join(' ');
      let set = this.sets.get(name);
      if (set === undefined) {
        set = this.sets.size;
        this.sets.set(name, set);
        list.push(...accounts);
        first.push(list.length);
      }
      this.setOf[site] = set;
    }
    this.first = Int32Array.from(first);
    this.list = Int32Array.from(list);
    this.knownSites = count;
  }

  private accountsOf(site: SiteId, module: ModuleId): number[] {
    const facts = siteFacts(this.trace, site, module);
    const keys: AccountKey[] = this.budgets.flatMap((budget, id) =>
      isOf(this.trace, facts, budget.subject) ? [{ kind: 'budget', id } as const] : [],
    );
    keys.push({ kind: 'domain', id: facts.domain });
    if (facts.scope !== NO_SCOPE) keys.push({ kind: 'scope', id: facts.scope });
    if (facts.isCounted) keys.push({ kind: 'component', id: module }, { kind: 'total', id: 0 });
    if (facts.isCounted && !facts.isMapped) keys.push({ kind: 'heap', id: 0 });
    return keys.map((key) => this.numberOf(key));
  }

  private learnContexts(): void {
    const { contexts, strings } = this.trace;
    this.contextParent = new Uint32Array(contexts.length);
    this.contextAccount = new Uint32Array(contexts.length);
    this.contextBudget = new Uint32Array(contexts.length);
    /** By context: the budgets in force in it. */
    const inForce: (readonly number[])[] = [[]];
    for (let context = 1 as ContextId; context < contexts.length; context++) {
      const name = strings.get(contexts.name.get(context));
      const parent = contexts.parent.get(context);
      this.contextParent[context] = parent;
      this.contextAccount[context] = this.numberOf({ kind: 'context', id: context });
      const budget = this.budgets.findIndex(({ subject }) => subject.kind === 'context' && subject.name === name);
      // A context within one of the same name is already in that one's budget.
      const isNew = budget >= 0 && !inForce[parent].includes(budget);
      if (isNew) this.contextBudget[context] = this.numberOf({ kind: 'budget', id: budget });
      inForce.push(isNew ? [...inForce[parent], budget] : inForce[parent]);
    }
    this.knownContexts = contexts.length;
  }
}

interface SiteFacts {
  readonly domain: DomainId;
  readonly scope: number;
  readonly module: ModuleId;
  /** Not within a block of another domain: in the total. */
  readonly isCounted: boolean;
  readonly isMapped: boolean;
}

function siteFacts(trace: Trace, site: SiteId, module: ModuleId): SiteFacts {
  const { sites, domains } = trace;
  const domain = sites.domain.get(site);
  return {
    domain,
    module,
    scope: domains.kind.get(domain) === VULKAN ? sites.scope.get(site) : NO_SCOPE,
    isCounted: domains.backing.get(domain) === NONE,
    isMapped: domains.kind.get(domain) === MMAP,
  };
}

function isOf(trace: Trace, facts: SiteFacts, subject: BudgetSubject): boolean {
  const domainName = (): string => trace.strings.get(trace.domains.name.get(facts.domain));
  switch (subject.kind) {
    case 'total':
      return facts.isCounted;
    case 'heap':
      return facts.isCounted && !facts.isMapped;
    case 'scope':
      return facts.scope === SCOPES.indexOf(subject.scope);
    case 'domain':
      return domainName() === subject.name;
    case 'device':
    case 'instance':
      return subject.domains.includes(domainName());
    case 'component': {
      const name = trace.strings.get(trace.modules.name.get(facts.module));
      return facts.isCounted && facts.module !== NONE && (name === subject.module || baseName(name) === subject.module);
    }
    case 'context':
      return false;
  }
}
