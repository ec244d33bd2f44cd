import { formatBytes, formatCount } from '../base/format';
import { failure, success, type Result } from '../base/result';
import { guardAnswer, type GuardAnswer } from '../core/analysis/guards/guard-answer';
import { guardCost } from '../core/analysis/guards/guard-cost';
import { guardOptionsFor } from '../core/layers/guard-options';
import type { Hit } from '../core/replay/hits';
import { SimulatedHeap } from '../core/replay/simulated-heap';
import { frameLabel } from '../core/tables/code-names';
import { DEFAULT_ENGINE, type EngineName } from '../core/tables/engine-names';
import { NONE, type Bytes, type StackId } from '../core/tables/indices';
import type { GuardSide } from '../core/tables/layer-choice';
import type { Trace } from '../core/tables/trace';
import type { TraceMeta } from '../core/tables/trace-meta';
import { printable } from './printable';
import { textTable } from './text-table';

/** A hit with the function that made the access, or found it; empty where that is not known. */
interface NamedHit extends Hit {
  readonly at: string;
}

/** `guards` of `report --json`. */
export interface GuardReport extends GuardAnswer {
  readonly hits: readonly NamedHit[];
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
  const hits = answer.hits.map((hit) => ({ ...hit, at: functionAt(trace, hit.stack) }));
  return success({ guards: { ...answer, hits, footprintBytes, refused: heap.facts().refused } });
}

function functionAt(trace: Trace, stack: StackId): string {
  return stack === NONE ? '' : frameLabel(trace, trace.stacks.frame.get(stack));
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
    .map(({ evidence, kind, access, event, block, offset, bytes, at }) => [
      ...[evidence, kind, access, `event ${formatCount(event)}`, `block ${formatCount(block)}`],
      ...[`bytes ${offset} … ${offset + bytes - 1}`, printable(at)],
    ]);
  const table =
    listed.length === 0 ? [] : textTable(listed, ['left', 'left', 'left', 'right', 'right', 'left', 'left']);
  return [...textTable(rows, ['left', 'right', 'left']), ...table, ...limits];
}
