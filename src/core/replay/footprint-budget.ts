import type { BudgetAnswer } from '../analysis/budgets/budget-answer';
import { passingBefore } from '../analysis/budgets/budget-walk';
import { heldBytes, judged } from '../analysis/budgets/judged-budget';
import type { Budget } from '../layers/budget';
import { beginsBlock } from '../tables/events';
import type { BlockRow, Bytes, EventIndex } from '../tables/indices';
import type { Trace } from '../tables/trace';
import type { SimulatedHeap } from './simulated-heap';

const EVENTS_AT_A_TIME = 1 << 13;
const BEFORE_FIRST = -1 as EventIndex;

/**
 * What a budget for the simulated heap's footprint comes to, in steps of a few milliseconds. Where blocks lie does not
 * depend on the room there is, so the first that a pool of that size has no room for is the first that takes the
 * footprint beyond it.
 */
export function* footprintAnswer(trace: Trace, budget: Budget, heap: SimulatedHeap): Generator<void, BudgetAnswer> {
  const last = (trace.events.length - 1) as EventIndex;
  const peak = yield* footprintAt(heap, last);
  const beyond = yield* firstBeyond(heap, budget.limitBytes, last);
  const event = beyond === undefined ? undefined : firstRequest(trace, beyond);
  if (event === undefined) {
    return judged(budget, { ...heldBytes(peak), before: heldBytes(peak), crossings: 0, first: undefined });
  }
  const held = yield* footprintAt(heap, (event - 1) as EventIndex);
  const first = yield* passingBefore(trace, event, trace.events.operand.get(event) as BlockRow, held);
  return judged(budget, { ...heldBytes(peak), before: heldBytes(held), crossings: 1, first });
}

/** The first event from `from` on that asks for memory and gets it: a limit below the engine's own words is passed before any. */
function firstRequest(trace: Trace, from: EventIndex): EventIndex | undefined {
  for (let event = from; event < trace.events.length; event++) {
    if (beginsBlock(trace.events.kind.get(event))) return event;
  }
  return undefined;
}

/** The first event up to `last` after which the footprint is beyond `limit`. A footprint never shrinks, so halves will do. */
export function* firstBeyond(
  heap: SimulatedHeap,
  limit: Bytes,
  last: EventIndex,
): Generator<void, EventIndex | undefined> {
  if (last === BEFORE_FIRST || (yield* footprintAt(heap, last)) <= limit) return undefined;
  let within = BEFORE_FIRST;
  let beyond = last;
  while (beyond - within > 1) {
    const middle = (within + ((beyond - within) >>> 1)) as EventIndex;
    if ((yield* footprintAt(heap, middle)) > limit) beyond = middle;
    else within = middle;
  }
  return beyond;
}

function* footprintAt(heap: SimulatedHeap, cursor: EventIndex): Generator<void, Bytes> {
  while (!heap.seekStep(cursor, EVENTS_AT_A_TIME)) yield;
  return heap.figures().footprint;
}
