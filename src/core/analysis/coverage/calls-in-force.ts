import { TABLE_NOT_RECORDED } from '../../tables/happenings';
import { NONE, type CallId, type CommandId } from '../../tables/indices';
import type { Trace } from '../../tables/trace';
import { IN_FORCE } from './coverage-answer';

const [TABLE, NULL_TABLE, NOT_RECORDED, NO_COMMAND] = IN_FORCE.map((_, index) => index);

/** The call in progress at events that are visited in order. */
export class CallsInForce {
  private readonly inForceOf: Uint8Array;
  private run = -1;
  private call = NONE as CallId;

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
    const { callRuns } = this.trace;
    while (this.run + 1 < callRuns.length && callRuns.first.get(this.run + 1) <= event) {
      this.call = callRuns.value.get(++this.run);
    }
  }

  /** The command in progress on the event's thread; NONE: no command. */
  get command(): CommandId {
    return this.call === NONE ? (NONE as CommandId) : this.trace.calls.command.get(this.call);
  }

  /** Index in {@link IN_FORCE}. */
  get inForce(): number {
    return this.inForceOf[this.call];
  }
}
