import { TABLE_NOT_RECORDED } from '../../tables/happenings';
import { NONE, type CallId, type CommandId } from '../../tables/indices';
import type { Trace } from '../../tables/trace';
import { IN_FORCE } from './coverage-answer';

const [TABLE, NULL_TABLE, NOT_RECORDED, NO_COMMAND] = IN_FORCE.map((_, index) => index);

/** The call in progress at events that are visited in order. */
export class CallsInForce {
  /** The command in progress on the event's thread; NONE: no command. */
  command = NONE as CommandId;
  /** Index in {@link IN_FORCE}. */
  inForce = NO_COMMAND;

  private readonly inForceOf: Uint8Array;
  private nextRun = 0;
  /** The first event of the next run. */
  private nextEvent = 0;

  constructor(private readonly trace: Trace) {
    const { calls } = trace;
    this.inForceOf = new Uint8Array(Math.max(1, calls.length));
    this.inForceOf[NONE] = NO_COMMAND;
    for (let call = 1; call < calls.length; call++) {
      const table = calls.table.get(call as CallId);
      const parent = calls.parent.get(call as CallId);
      // What a call does not say, the call that it runs inside may.
      if (table !== TABLE_NOT_RECORDED) this.inForceOf[call] = table === NONE ? NULL_TABLE : TABLE;
      else this.inForceOf[call] = parent === NONE ? NOT_RECORDED : this.inForceOf[parent];
    }
  }

  /** Goes on to `event`, which is not before the last one. */
  goTo(event: number): void {
    if (event >= this.nextEvent) this.enterRuns(event);
  }

  private enterRuns(event: number): void {
    const { callRuns, calls } = this.trace;
    let call = NONE as CallId;
    let isNew = false;
    for (; this.nextRun < callRuns.length && callRuns.first.get(this.nextRun) <= event; this.nextRun++) {
      call = callRuns.value.get(this.nextRun);
      isNew = true;
    }
    this.nextEvent = this.nextRun < callRuns.length ? callRuns.first.get(this.nextRun) : Infinity;
    if (!isNew) return;
    this.command = call === NONE ? (NONE as CommandId) : calls.command.get(call);
    this.inForce = this.inForceOf[call];
  }
}
