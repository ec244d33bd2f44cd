import { failure, success, type Result } from '../../base/result';
import type { BudgetAnswer } from '../analysis/budgets/budget-answer';
import { budgetSentence } from '../analysis/budgets/budget-sentence';
import { passingBefore } from '../analysis/budgets/budget-walk';
import { POOL_LIMITS } from '../heap/heap-memory';
import { budgetName, type Budget } from '../layers/budget';
import type { AllocatorConfiguration } from '../layers/configuration';
import type { BlockRow, Bytes, EventIndex } from '../tables/indices';
import type { Trace } from '../tables/trace';
import { SimulatedHeap } from './simulated-heap';

/** Room for any engine's own tables, in bytes: less cannot be simulated. */
const LEAST_POOL = 1 << 16;
const EVENTS_AT_A_TIME = 1 << 16;

/**
 * What a budget for the simulated heap's footprint comes to: the trace is replayed in a pool of that size, until the
 * first block that does not fit. Leaves `trace.placement` as that replay wrote it.
 */
export function footprintAnswer(
  trace: Trace,
  budget: Budget,
  configuration: AllocatorConfiguration,
): Result<BudgetAnswer, 'out-of-memory'> {
  const whole = SimulatedHeap.reserve(trace, { configuration });
  if (!whole.ok) return whole;
  while (!whole.value.step(Infinity));
  const recorded = whole.value.figures().footprint;
  const limit = Math.min(Math.max(LEAST_POOL, budget.limitBytes), POOL_LIMITS[0]) & ~3;
  const small = recorded <= budget.limitBytes ? undefined : SimulatedHeap.reserve(trace, { configuration, limits: [limit >>> 0] }); // prettier-ignore
  if (small !== undefined && !small.ok) return failure('out-of-memory');
  const refusal = small === undefined ? undefined : firstRefusal(trace, small.value);
  const first = refusal && passingBefore(trace, refusal.event, refusal.row, refusal.footprint);
  const peakBytes = refusal?.footprint ?? recorded;
  return success({
    budget: budgetName(budget),
    measure: budget.measure,
    mode: budget.mode,
    limitBytes: budget.limitBytes,
    peakBytes,
    transientPeakBytes: peakBytes,
    recordedPeakBytes: recorded,
    crossings: first === undefined ? 0 : 1,
    first,
    text: budgetSentence(budget, first, recorded, 1),
  });
}

function firstRefusal(
  trace: Trace,
  heap: SimulatedHeap,
): { readonly event: EventIndex; readonly row: BlockRow; readonly footprint: Bytes } | undefined {
  while (heap.facts().refused === 0) if (heap.step(EVENTS_AT_A_TIME)) break;
  const { refused, firstRefused: event } = heap.facts();
  if (refused === 0) return undefined;
  heap.seek((event - 1) as EventIndex);
  return { event, row: trace.events.operand.get(event) as BlockRow, footprint: heap.figures().footprint };
}
