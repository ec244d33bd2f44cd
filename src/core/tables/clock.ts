import type { Ticks } from './indices';
import type { Fidelity } from './trace-meta';

const TICKS_PER_SECOND: Readonly<Record<Fidelity['clock'], number>> = { ns: 1e9, us: 1e6, ms: 1e3, none: 0 };

/** Ticks of the trace's clock in seconds; undefined where the trace has no clock. */
export function toSeconds(ticks: Ticks, clock: Fidelity['clock']): number | undefined {
  const rate = TICKS_PER_SECOND[clock];
  return rate === 0 ? undefined : ticks / rate;
}
