import { failure, success, type Result } from '../base/result';
import type { EngineName } from '../core/engines/catalogue';
import type { OperationCounters } from '../core/engines/engine';
import { SimulatedHeap } from '../core/replay/simulated-heap';
import type { Bytes } from '../core/tables/indices';
import type { Trace } from '../core/tables/trace';

/** What placing a whole trace with an engine came to. */
export interface EngineReport {
  readonly name: string;
  /** Highest byte of the simulated heap that was ever touched. */
  readonly footprintBytes: Bytes;
  /** Allocations, frees and reallocations that the engine served. */
  readonly operations: number;
  /** What they cost, in steps that are the same on every computer. */
  readonly cost: OperationCounters;
}

/** Replays the trace with `engine`. The failure is one sentence. */
export function simulate(trace: Trace, engine: EngineName): Result<EngineReport, string> {
  const reserved = SimulatedHeap.reserve(trace, { engine });
  if (!reserved.ok)
    return failure('The system has no memory left for a simulated heap; close something and try again.');
  const heap = reserved.value;
  while (!heap.step(Infinity));
  const { engine: name, footprint } = heap.figures();
  return success({ name, footprintBytes: footprint, operations: heap.facts().operations, cost: heap.counters() });
}
