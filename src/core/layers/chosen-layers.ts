import type { EngineName } from '../tables/engine-names';
import type { LayerChoice } from '../tables/layer-choice';
import type { Fidelity } from '../tables/trace-meta';
import type { AllocatorConfiguration } from './configuration';
import { guardOptionsFor } from './guard-options';

/** Calls that the log keeps: 2^12. */
const LOG_CAPACITY_LOG2 = 12;
/** The same for everybody, so that equal choices give equal heaps. */
const SECRET = 0x5eed;

/** The allocator that a person chose, with pages, alignment and pointers of the trace. */
export function configurationOf(engine: EngineName, choice: LayerChoice, fidelity: Fidelity): AllocatorConfiguration {
  const { guard, flush, debug, keepsFreed, cookies, log } = choice;
  return {
    engine,
    ...(guard && { guard: { ...guardOptionsFor(fidelity, guard), ...(flush && { alignment: 1 as const }) } }),
    ...(debug && { debug: { model: debug, keepsFreed } }),
    ...(cookies && { cookies: { secret: SECRET } }),
    ...(log && { log: { capacityLog2: LOG_CAPACITY_LOG2 } }),
  };
}
