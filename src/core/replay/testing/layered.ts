import { openText } from '../../../formats/testing/open-trace';
import { NO_LAYERS, type AllocatorConfiguration } from '../../layers/configuration';
import type { GuardOptions } from '../../layers/guard-options';
import type { Trace } from '../../tables/trace';
import { SimulatedHeap, type SimulationOptions } from '../simulated-heap';

const MIB = 2 ** 20;

/** A trace of these records, after libc and vk as domains 1 and 2. */
export function traceOf(events: readonly string[]): Trace {
  return openText(['heapglass 1', 'd libc 0', 'd vk 0', ...events, ''].join('\n')).trace;
}

export function replayed(
  trace: Trace,
  configuration: AllocatorConfiguration,
  options: SimulationOptions = {},
): SimulatedHeap {
  const heap = heapOf(trace, configuration, options);
  while (!heap.step(10_000));
  return heap;
}

export function heapOf(
  trace: Trace,
  configuration: AllocatorConfiguration,
  options: SimulationOptions = {},
): SimulatedHeap {
  const heap = SimulatedHeap.reserve(trace, { configuration, limits: [256 * MIB], ...options });
  if (!heap.ok) throw new Error('no memory for the test');
  return heap.value;
}

/** Guards on, the other layers off. */
export function guarded(options: Partial<GuardOptions> = {}): AllocatorConfiguration {
  const guard: GuardOptions = {
    ...{ side: 'after', pageBytes: 4096, alignment: 16, domains: 'all', every: 1, quarantineBytes: 0 },
    ...options,
  };
  return { ...NO_LAYERS, guard };
}
