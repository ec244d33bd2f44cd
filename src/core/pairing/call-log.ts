import {
  NONE,
  type BlockRow,
  type CallId,
  type CommandId,
  type DomainId,
  type ObjectId,
  type StringId,
  type ThreadId,
} from '../tables/indices';
import type { Trace } from '../tables/trace';
import type { EventLog } from './event-log';

/** Threads, the calls in progress on each, and which objects a call's blocks belong to. */
export class CallLog {
  private readonly threads = new Map<number, ThreadId>();
  private readonly innermost = new Map<ThreadId, CallId>();
  /** Blocks of a call that wait for the object they were taken for. */
  private readonly waiting = new Map<CallId, BlockRow[]>();
  private thread = NONE as ThreadId;
  private call = NONE as CallId;

  constructor(
    private readonly trace: Trace,
    private readonly log: EventLog,
  ) {}

  switchTo(number: number): void {
    this.thread = this.threadOf(number);
    this.trace.threadRuns.begin(this.log.next, this.thread);
    this.enter(this.innermost.get(this.thread) ?? (NONE as CallId));
  }

  nameThread(number: number, name: StringId): void {
    this.trace.threads.name.set(this.threadOf(number), name);
  }

  begin(command: CommandId, object: ObjectId, table: DomainId): void {
    const { calls } = this.trace;
    const call = calls.add();
    calls.command.set(call, command);
    calls.thread.set(call, this.thread);
    calls.parent.set(call, this.call);
    calls.begin.set(call, this.log.next);
    calls.object.set(call, object);
    calls.table.set(call, table);
    calls.beginTime.set(call, this.log.now);
    this.enter(call);
  }

  /** Ends the innermost call of the current thread. Without one (recording began inside it) nothing happens. */
  end(result: number): void {
    if (this.call === NONE) return;
    const { calls } = this.trace;
    calls.end.set(this.call, this.log.next);
    calls.result.set(this.call, result);
    calls.endTime.set(this.call, this.log.now);
    this.waiting.delete(this.call);
    this.enter(calls.parent.get(this.call));
  }

  /** A block of OBJECT scope whose object is not recorded: it belongs to the next object of the call in progress. */
  awaitObject(row: BlockRow): void {
    if (this.call === NONE) return;
    const rows = this.waiting.get(this.call);
    if (rows === undefined) this.waiting.set(this.call, [row]);
    else rows.push(row);
  }

  beginObject(parent: ObjectId, name: StringId): ObjectId {
    const { objects, blocks } = this.trace;
    const object = objects.add();
    objects.parent.set(object, parent);
    objects.name.set(object, name);
    objects.birth.set(object, this.log.next);
    objects.call.set(object, this.call);
    for (const row of this.waiting.get(this.call) ?? []) blocks.object.set(row, object);
    this.waiting.delete(this.call);
    return object;
  }

  endObject(object: ObjectId): void {
    const { objects, calls } = this.trace;
    objects.death.set(object, this.log.next);
    if (this.call !== NONE && calls.object.get(this.call) === NONE) calls.object.set(this.call, object);
  }

  private enter(call: CallId): void {
    this.call = call;
    this.innermost.set(this.thread, call);
    this.trace.callRuns.begin(this.log.next, call);
  }

  private threadOf(number: number): ThreadId {
    const known = this.threads.get(number);
    if (known !== undefined) return known;
    const thread = this.trace.threads.add();
    this.trace.threads.number.set(thread, number);
    this.threads.set(number, thread);
    return thread;
  }
}
