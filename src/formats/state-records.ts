import { TABLE_NOT_RECORDED } from '../core/tables/happenings';
import { ALIVE, NONE, type CallId, type EventIndex, type ThreadId } from '../core/tables/indices';
import type { Trace } from '../core/tables/trace';
import type { TraceRecord } from './trace-record';

/**
 * What changes between events: clock, thread, calls that begin and end, samples of the resident set. A trace's tables
 * keep the time of each; of what happened at one time, ends come before begins where the calls' nesting allows.
 */
export class StateRecords {
  private now = 0;
  private thread = NONE as ThreadId;
  private nextCall = 1 as CallId;
  private nextSample = 0;
  /** Calls in progress, outermost first, by thread. */
  private readonly open = new Map<ThreadId, CallId[]>();
  /** Calls by the event that they end before, the earliest first. */
  private readonly ending: readonly CallId[];
  private nextEnding = 0;

  constructor(private readonly trace: Trace) {
    const { calls } = trace;
    const ended = Array.from({ length: calls.count }, (_, index) => (index + 1) as CallId).filter(
      (call) => calls.end.get(call) !== ALIVE,
    );
    this.ending = ended.sort(
      (a, b) => calls.end.get(a) - calls.end.get(b) || calls.endTime.get(a) - calls.endTime.get(b) || b - a,
    );
  }

  /** What stands between the event before `event` and itself. Events are asked for in order. */
  *before(event: EventIndex): Generator<TraceRecord> {
    const { calls, events, threadRuns } = this.trace;
    const ends: CallId[] = [];
    while (this.nextEnding < this.ending.length && calls.end.get(this.ending[this.nextEnding]) <= event) {
      ends.push(this.ending[this.nextEnding++]);
    }
    while (this.nextCall < calls.length && calls.begin.get(this.nextCall) <= event) {
      const call = this.nextCall;
      this.nextCall = (call + 1) as CallId;
      yield* this.endAll(ends, (end) => end < call && (calls.endTime.get(end) < calls.beginTime.get(call) || this.isInTheWay(end, call))); // prettier-ignore
      yield* this.begin(call);
    }
    yield* this.endAll(ends, () => true);
    yield* this.samplesUntil(Infinity, event);
    if (event >= events.length) return;
    yield* this.switchTo(threadRuns.at(event));
    yield* this.tickTo(this.trace.timeOf(event));
  }

  /** Whether `end` is in progress on the thread of `call`, which begins outside of it. */
  private isInTheWay(end: CallId, call: CallId): boolean {
    const { calls } = this.trace;
    const inProgress = this.open.get(calls.thread.get(call)) ?? [];
    return inProgress.indexOf(end) > inProgress.indexOf(calls.parent.get(call));
  }

  private *endAll(ends: CallId[], isDue: (call: CallId) => boolean): Generator<TraceRecord> {
    for (const call of ends.filter(isDue)) {
      ends.splice(ends.indexOf(call), 1);
      yield* this.end(call);
    }
  }

  private *begin(call: CallId): Generator<TraceRecord> {
    const { calls, objects } = this.trace;
    const thread = calls.thread.get(call);
    yield* this.samplesUntil(calls.beginTime.get(call), calls.begin.get(call));
    yield* this.switchTo(thread);
    yield* this.tickTo(calls.beginTime.get(call));
    const object = calls.object.get(call);
    const table = calls.table.get(call);
    yield {
      record: '(',
      command: calls.command.get(call),
      // An object that ends in the call says so itself.
      ...(object !== NONE && objects.birth.get(object) < calls.begin.get(call) && { object }),
      ...(table !== TABLE_NOT_RECORDED && { domain: table }),
    };
    const inProgress = this.open.get(thread);
    if (inProgress === undefined) this.open.set(thread, [call]);
    else inProgress.push(call);
  }

  private *end(call: CallId): Generator<TraceRecord> {
    const { calls } = this.trace;
    const thread = calls.thread.get(call);
    yield* this.samplesUntil(calls.endTime.get(call), calls.end.get(call));
    yield* this.switchTo(thread);
    yield* this.tickTo(calls.endTime.get(call));
    const result = calls.result.get(call);
    yield { record: ')', ...(!Number.isNaN(result) && { result }) };
    this.open.get(thread)?.splice((this.open.get(thread) ?? []).indexOf(call), 1);
  }

  private *samplesUntil(time: number, event: EventIndex): Generator<TraceRecord> {
    const { residentSet } = this.trace;
    while (this.nextSample < residentSet.length && residentSet.event.get(this.nextSample) <= event) {
      if (residentSet.time.get(this.nextSample) > time) return;
      yield* this.tickTo(residentSet.time.get(this.nextSample));
      yield { record: 'R', bytes: residentSet.bytes.get(this.nextSample++) };
    }
  }

  private *switchTo(thread: ThreadId): Generator<TraceRecord> {
    if (thread === this.thread || thread === NONE) return;
    this.thread = thread;
    yield { record: '@', thread: this.trace.threads.number.get(thread) };
  }

  private *tickTo(time: number): Generator<TraceRecord> {
    if (time <= this.now) return;
    yield { record: 't', delta: time - this.now };
    this.now = time;
  }
}
