import { formatBytes, formatCount } from '../base/format';
import { failure, success, type Result } from '../base/result';
import { guardAnswer, type GuardAnswer } from '../core/analysis/guards/guard-answer';
import { guardCost } from '../core/analysis/guards/guard-cost';
import { guardOptionsFor } from '../core/layers/guard-options';
import { SimulatedHeap } from '../core/replay/simulated-heap';
import { DEFAULT_ENGINE, type EngineName } from '../core/tables/engine-names';
import type { GuardSide } from '../core/tables/layer-choice';
import type { Bytes } from '../core/tables/indices';
import type { Trace } from '../core/tables/trace';
import type { TraceMeta } from '../core/tables/trace-meta';
import { textTable } from './text-table';

/** `guards` of `report --json`. */
export interface GuardReport extends GuardAnswer {
  /** Highest byte of the simulated heap with its guards that was ever touched. */
  readonly footprintBytes: Bytes;
  /** Blocks that found no room with guards on. */
  readonly refused: number;
}

/** Replays the trace with guards, or without to check its reads and writes alone. The failure is one sentence. */
export function reportGuards(
  trace: Trace,
  meta: TraceMeta,
  side: GuardSide | undefined,
  engine: EngineName = DEFAULT_ENGINE,
): Result<{ readonly guards?: GuardReport }, string> {
  if (side === undefined && trace.accesses.count === 0) return success({});
  const guard = side && guardOptionsFor(meta.fidelity, side);
  const reserved = SimulatedHeap.reserve(trace, { configuration: { engine, ...(guard && { guard }) } });
  if (!reserved.ok)
    return failure('The system has no memory left for a simulated heap; close something and try again.');
  const heap = reserved.value;
  while (!heap.step(Infinity));
  const answer = guardAnswer(trace, meta, guard, guard && guardCost(trace, guard), {
    hits: heap.hits,
    count: heap.hitCount,
    ...heap.accesses,
  });
  const footprintBytes = heap.figures().footprint;
  return success({ guards: { ...answer, footprintBytes, refused: heap.facts().refused } });
}

/** The guards' part of the report for people. */
export function guardLines({ guard, cost, counts, accesses, hits, limits, refused }: GuardReport): string[] {
  const costRows =
    guard === undefined || cost === undefined
      ? []
      : [
          ['Guards', `${guard.side} each block`, `${formatBytes(guard.pageBytes)} pages`],
          ['Blocks guarded', formatCount(cost.blocks), `${formatCount(cost.mostBlocks)} at once`],
          ['Peak', formatBytes(cost.guardedPeakBytes), `${formatBytes(cost.peakBytes)} without guards`],
          ['Of it reserved', formatBytes(cost.reservedBytes), 'guard pages, never written'],
        ];
  const rows = [
    ...costRows,
    ['Accesses checked', formatCount(accesses.checked), accesses.unchecked > 0 ? `${formatCount(accesses.unchecked)} not` : ''], // prettier-ignore
    ...(['recorded', 'checked', 'predicted'] as const).map((kind) => [`Hits ${kind}`, formatCount(counts[kind]), '']),
    ...(refused > 0 ? [['Refused', formatCount(refused), 'blocks found no room beside the guards']] : []),
  ];
  const listed = hits
    .slice(0, 20)
    .map(({ evidence, kind, event, block, offset, bytes }) => [
      ...[evidence, kind, `event ${formatCount(event)}`, `block ${formatCount(block)}`],
      `bytes ${offset} … ${offset + bytes - 1}`,
    ]);
  const table = listed.length === 0 ? [] : textTable(listed, ['left', 'left', 'right', 'right', 'left']);
  return [...textTable(rows, ['left', 'right', 'left']), ...table, ...limits];
}
