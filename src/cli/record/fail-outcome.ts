import { EventKind } from '../../core/tables/events';
import { eventRow } from '../../core/tables/event-row';
import { NONE, type CallId, type EventIndex, type StackId } from '../../core/tables/indices';
import type { Trace } from '../../core/tables/trace';
import type { TraceModule } from '../symbolize/frame-survey';
import type { CommandEnd } from './run-command';

/** How a run ended in which requests were refused. */
export type FailOutcome =
  /** Every request of the program succeeded. */
  | { readonly kind: 'not-reached' }
  | { readonly kind: 'exit'; readonly code: number }
  | { readonly kind: 'signal'; readonly name: string }
  | { readonly kind: 'hang' }
  /** Exit code 0, and a call told the program of the refusal: a negative result. */
  | { readonly kind: 'reported'; readonly command: string; readonly result: number };

/** A place in the stack of a refused request. */
export interface RefusedFrame {
  readonly module: TraceModule;
  readonly offset: number;
  /** The recorder's own name for it; empty when it has none. */
  readonly symbol: string;
}

export interface RefusedRequest {
  readonly event: number;
  readonly size: number;
  /** Innermost first. */
  readonly frames: readonly RefusedFrame[];
}

/** One run of a command in which requests were refused. */
export interface FailRun {
  /** Requests that succeeded before. */
  readonly after: number;
  readonly outcome: FailOutcome;
  readonly refused: RefusedRequest | undefined;
  /** The last line that the program wrote to standard error; empty without one. */
  readonly said: string;
}

/** The first request of a trace that got NULL; undefined when none did. */
export function firstRefused(trace: Trace): RefusedRequest | undefined {
  const { events } = trace;
  for (let index = 0; index < events.length; index++) {
    const kind = events.kind.get(index as EventIndex);
    if (kind !== EventKind.AllocateFailed && kind !== EventKind.ReallocateFailed) continue;
    const { size, stack } = eventRow(trace, index as EventIndex);
    return { event: index, size: size ?? 0, frames: framesOf(trace, stack) };
  }
  return undefined;
}

/** What became of a run. `trace` is what it wrote, with the first request that was refused in it. */
export function outcomeOf(
  end: CommandEnd | 'hang',
  trace: Trace | undefined,
  refused: RefusedRequest | undefined,
): FailOutcome {
  if (end === 'hang') return { kind: 'hang' };
  if (end.kind === 'signal') return { kind: 'signal', name: end.name };
  if (end.code !== 0) return { kind: 'exit', code: end.code };
  if (refused === undefined || trace === undefined) return { kind: 'not-reached' };
  return reportedError(trace, refused.event) ?? { kind: 'exit', code: 0 };
}

/** The first call that ended behind `event` with a negative result, as Vulkan tells of errors. */
function reportedError({ calls, commands, strings }: Trace, event: number): FailOutcome | undefined {
  for (let row = 1; row < calls.length; row++) {
    const call = row as CallId;
    const result = calls.result.get(call);
    if (!(result < 0) || calls.end.get(call) <= event) continue;
    return { kind: 'reported', command: strings.get(commands.name.get(calls.command.get(call))), result };
  }
  return undefined;
}

function framesOf(trace: Trace, stack: StackId): RefusedFrame[] {
  const { stacks, frames, modules, strings } = trace;
  const found: RefusedFrame[] = [];
  for (let node = stack; node !== NONE; node = stacks.parent.get(node)) {
    const frame = stacks.frame.get(node);
    const module = frames.module.get(frame);
    found.push({
      module: { name: strings.get(modules.name.get(module)), buildId: strings.get(modules.buildId.get(module)) },
      offset: frames.offset.get(frame),
      symbol: strings.get(frames.symbol.get(frame)),
    });
  }
  return found;
}
