import { NONE, type CallId, type EventIndex, type ThreadId } from '../../tables/indices';
import type { Callback } from './callback';
import type { RuleContext } from './rule-context';

/** VKM-48 and 49: callbacks outside of any call of their thread. */
export class ThreadRules {
  private nextCall = 1 as CallId;
  /** One past the last event of the call that goes on longest, of those that began so far. */
  private openUntil = 0;
  /** The first call of each thread. */
  private readonly firstCalls = new Map<ThreadId, EventIndex>();

  constructor(private readonly context: RuleContext) {
    const { calls } = context.trace;
    for (let call = 1 as CallId; call < calls.length; call++) {
      const thread = calls.thread.get(call);
      if (!this.firstCalls.has(thread)) this.firstCalls.set(thread, calls.begin.get(call));
    }
  }

  /** @param isRelease whether the callback gave a block back */
  used(callback: Callback, isRelease: boolean): void {
    if (callback.call !== NONE) return;
    const firstCall = this.firstCalls.get(callback.thread);
    // Recording may have begun inside a call.
    if (this.context.meta.fidelity.attached && !(firstCall !== undefined && firstCall <= callback.event)) return;
    const isForeign = firstCall === undefined || this.isAnyOpen(callback.event);
    const idiom = isForeign && firstCall === undefined && isRelease ? 'queue-thread' : undefined;
    this.context.report(isForeign ? 'VKM-49' : 'VKM-48', { ...callback, idiom });
  }

  /** Whether a call is in progress on any thread. Events are asked about in order. */
  private isAnyOpen(event: EventIndex): boolean {
    const { calls } = this.context.trace;
    for (; this.nextCall < calls.length && calls.begin.get(this.nextCall) <= event; this.nextCall++) {
      this.openUntil = Math.max(this.openUntil, calls.end.get(this.nextCall));
    }
    return event < this.openUntil;
  }
}
