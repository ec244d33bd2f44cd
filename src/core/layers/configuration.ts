import { DEFAULT_ENGINE, ENGINES, type EngineName } from '../engines/catalogue';
import type { Engine } from '../engines/engine';
import type { HeapMemory } from '../heap/heap-memory';
import type { DomainId, SiteId } from '../tables/indices';
import { CookieLayer, type CookieOptions } from './cookie-layer';
import type { Layer } from './layer';
import type { LayerFaults } from './layer-faults';

/** An allocator: its engine and the layers over it, each on its own switch. A layer that is absent is off. */
export interface AllocatorConfiguration {
  readonly engine: EngineName;
  readonly cookies?: Pick<CookieOptions, 'secret'>;
}

export const NO_LAYERS: AllocatorConfiguration = { engine: DEFAULT_ENGINE };

/** What layers need beside the heap. */
export interface StackEnvironment {
  readonly faults: LayerFaults;
  readonly domainOf: (site: SiteId) => DomainId;
}

/** An allocator that was built: requests go to `top`. */
export interface AllocatorStack {
  readonly top: Layer;
  readonly engine: Engine;
  readonly cookies?: CookieLayer;
}

/** Builds engine and layers, bottom to top, over an empty heap. With all layers off `top` is the engine itself. */
export function buildStack(
  configuration: AllocatorConfiguration,
  memory: HeapMemory,
  { faults, domainOf }: StackEnvironment,
): AllocatorStack {
  const engine = ENGINES[configuration.engine](memory);
  let top: Layer = engine;
  let cookies: CookieLayer | undefined;
  if (configuration.cookies !== undefined) {
    cookies = new CookieLayer(top, memory, domainOf, faults, configuration.cookies);
    top = cookies;
  }
  return { top, engine, ...(cookies && { cookies }) };
}
