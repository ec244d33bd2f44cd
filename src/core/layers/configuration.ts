import { DEFAULT_ENGINE, ENGINES, type EngineName } from '../engines/catalogue';
import type { Engine } from '../engines/engine';
import { Accessibility } from '../heap/accessibility';
import type { HeapMemory } from '../heap/heap-memory';
import type { DomainId, SiteId } from '../tables/indices';
import { AccountingLayer } from './accounting-layer';
import { AccountLedger } from './accounting-ledger';
import type { AccountPlan } from './accounting-plan';
import type { Budget } from './budget';
import { CookieLayer, type CookieOptions } from './cookie-layer';
import { DebugLayer, type DebugOptions } from './debug-layer';
import { GuardLayer } from './guard-layer';
import type { GuardOptions } from './guard-options';
import type { Layer } from './layer';
import type { LayerFaults } from './layer-faults';
import { LogLayer } from './log-layer';

/** An allocator: its engine and the layers over it, each on its own switch. A layer that is absent is off. */
export interface AllocatorConfiguration {
  readonly engine: EngineName;
  readonly guard?: GuardOptions;
  readonly debug?: DebugOptions;
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
  /** The shadow is kept even where no layer needs it: there are reads and writes to check, or it is looked at. */
  readonly keepsShadow?: boolean;
  readonly domainOf: (site: SiteId) => DomainId;
  /** Which accounts a request is charged to. */
  readonly accountsFor: (budgets: readonly Budget[]) => AccountPlan;
}

/** An allocator that was built: requests go to `top`. */
export interface AllocatorStack {
  readonly top: Layer;
  readonly engine: Engine;
  /** Whoever releases a block makes it unallocated first, and addressable after it was given; `clear`ed before a state. */
  readonly shadow?: Accessibility;
  /** Released blocks stay, and what is written into them stays there. */
  readonly keepsFreed: boolean;
  readonly guard?: GuardLayer;
  readonly debug?: DebugLayer;
  readonly cookies?: CookieLayer;
  readonly accounting?: AccountingLayer;
  readonly log?: LogLayer;
}

/** Builds engine and layers, bottom to top, over an empty heap. With all layers off `top` is the engine itself. */
export function buildStack(
  configuration: AllocatorConfiguration,
  memory: HeapMemory,
  { faults, domainOf, accountsFor, keepsShadow = false }: StackEnvironment,
): AllocatorStack {
  const engine = ENGINES[configuration.engine](memory);
  let top: Layer = engine;
  const needsShadow = keepsShadow || configuration.guard !== undefined || configuration.debug !== undefined;
  const shadow = needsShadow ? new Accessibility(memory.limitWords * 4) : undefined;
  let guard: GuardLayer | undefined;
  if (shadow !== undefined && configuration.guard !== undefined) {
    guard = new GuardLayer(engine, memory, shadow, domainOf, faults, configuration.guard);
    top = guard;
  }
  let debug: DebugLayer | undefined;
  if (shadow !== undefined && configuration.debug !== undefined) {
    debug = new DebugLayer(top, memory, shadow, faults, configuration.debug);
    top = debug;
  }
  let cookies: CookieLayer | undefined;
  if (configuration.cookies !== undefined) {
    cookies = new CookieLayer(top, memory, domainOf, faults, configuration.cookies, shadow);
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
  return {
    top,
    engine,
    keepsFreed: configuration.debug?.keepsFreed ?? false,
    ...(shadow && { shadow }),
    ...(guard && { guard }),
    ...(debug && { debug }),
    ...(cookies && { cookies }),
    ...(accounting && { accounting }),
    ...(log && { log }),
  };
}
