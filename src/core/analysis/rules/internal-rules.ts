import { ALIVE, NONE, type CallId, type EventIndex } from '../../tables/indices';
import { Scope, type RuleContext } from './rule-context';

const SCOPE_COUNT = 5;

/** VKM-56 and 57: running totals of executable memory that the driver announced. */
export class InternalRules {
  private readonly totals = new Float64Array(SCOPE_COUNT);
  /** COMMAND memory by the call that announced it. */
  private readonly byCall = new Map<CallId, number>();
  /** By scope: one past the last event of what it belongs to; ALIVE: that is not known to end. */
  private readonly ends: EventIndex[];

  constructor(private readonly context: RuleContext) {
    const { objects } = context;
    const devices = objects.allGoneAt(objects.devices);
    this.ends = [ALIVE as EventIndex, devices, devices, devices, objects.allGoneAt(objects.instances)];
  }

  announced(event: EventIndex, call: CallId, scope: number, bytes: number): void {
    this.settle(event);
    this.totals[scope] += bytes;
    if (this.totals[scope] < 0) {
      this.context.report('VKM-56', { event, call, other: 1 + scope, amount: -this.totals[scope] });
      this.totals[scope] = 0;
    }
    if (scope === Scope.command && call !== NONE) this.byCall.set(call, (this.byCall.get(call) ?? 0) + bytes);
  }

  finish(): void {
    this.settle(ALIVE as EventIndex);
    for (const [call, bytes] of this.byCall) {
      const end = this.context.trace.calls.end.get(call);
      if (bytes > 0 && end !== ALIVE) this.reportLeft(Scope.command, end, bytes, call);
    }
  }

  /** Judges the scopes that have ended by `event`. */
  private settle(event: EventIndex): void {
    for (let scope = 0; scope < SCOPE_COUNT; scope++) {
      const end = this.ends[scope];
      if (end === ALIVE || end > event) continue;
      this.ends[scope] = ALIVE as EventIndex;
      if (this.totals[scope] > 0) this.reportLeft(scope, end, this.totals[scope], NONE as CallId);
    }
  }

  private reportLeft(scope: number, end: EventIndex, bytes: number, call: CallId): void {
    this.context.report('VKM-57', { event: (end - 1) as EventIndex, call, other: 1 + scope, amount: bytes });
  }
}
