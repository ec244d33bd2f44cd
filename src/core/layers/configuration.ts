import { DEFAULT_ENGINE, ENGINES, type EngineName } from '../engines/catalogue';
import type { Engine } from '../engines/engine';
import type { HeapMemory } from '../heap/heap-memory';
import type { DomainId, SiteId } from '../tables/indices';
import { AccountingLayer } from './accounting-layer';
import { AccountLedger } from './accounting-ledger';
import type { AccountPlan } from './accounting-plan';
import type { Budget } from './budget';
import { CookieLayer, type CookieOptions } from './cookie-layer';
import type { Layer } from './layer';
import type { LayerFaults } from './layer-faults';
import { LogLayer } from './log-layer';

/** An allocator: its engine and the layers over it, each on its own switch. A layer that is absent is off. */
export interface AllocatorConfiguration {
  readonly engine: EngineName;
  readonly cookies?: Pick<CookieOptions, 'secret'>;
  /** Accounts by allocator, scope, component, context and of the heap, with the limits that they keep. */
  readonly accounting?: { readonly budgets: readonly Budget[] };
  /** The last 2^`capacityLog2` calls are kept. */
  readonly log?: { readonly capacityLog2: number };
}

export const NO_LAYERS: AllocatorConfiguration = { engine: DEFAULT_ENGINE };

/** What layers need beside the heap. */
export interface StackEnvironment {
  readonly faults: LayerFaults;
  readonly domainOf: (site: SiteId) => DomainId;
  /** Which accounts a request is charged to. */
  readonly accountsFor: (budgets: readonly Budget[]) => AccountPlan;
}

/** An allocator that was built: requests go to `top`. */
export interface AllocatorStack {
  readonly top: Layer;
  readonly engine: Engine;
  readonly cookies?: CookieLayer;
  readonly accounting?: AccountingLayer;
  readonly log?: LogLayer;
}

/** Builds engine and layers, bottom to top, over an empty heap. With all layers off `top` is the engine itself. */
export function buildStack(
  configuration: AllocatorConfiguration,
  memory: HeapMemory,
  { faults, domainOf, accountsFor }: StackEnvironment,
): AllocatorStack {
  const engine = ENGINES[configuration.engine](memory);
  let top: Layer = engine;
  let cookies: CookieLayer | undefined;
  if (configuration.cookies !== undefined) {
    cookies = new CookieLayer(top, memory, domainOf, faults, configuration.cookies);
    top = cookies;
  }
  let accounting: AccountingLayer | undefined;
  if (configuration.accounting !== undefined) {
    accounting = new AccountingLayer(top, new AccountLedger(accountsFor(configuration.accounting.budgets)));
    top = accounting;
  }
  let log: LogLayer | undefined;
  if (configuration.log !== undefined) {
    log = new LogLayer(top, configuration.log.capacityLog2);
    top = log;
  }
  return { top, engine, ...(cookies && { cookies }), ...(accounting && { accounting }), ...(log && { log }) };
}
