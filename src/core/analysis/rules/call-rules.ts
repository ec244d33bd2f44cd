import { TABLE_NOT_RECORDED } from '../../tables/happenings';
import { ALIVE, NONE, type BlockRow, type CallId, type EventIndex, type SiteId } from '../../tables/indices';
import type { Callback } from './callback';
import type { RuleContext } from './rule-context';

const OUT_OF_HOST_MEMORY = -1;

/** What was refused in a call and not granted since: the same size, alignment and scope is the same need. */
type Refused = string[];

/** VKM-46, 52, 53, 55, 58 and 59: what happened in a call against what it returned. */
export class CallRules {
  private readonly callbacks: Uint32Array;
  /** Bytes that other domains gave on the call's thread. */
  private readonly bypassed: Float64Array;
  private readonly refused = new Map<CallId, Refused>();
  /** Types of which the trace records destructions. */
  private readonly destroyedTypes: ReadonlySet<string>;

  constructor(private readonly context: RuleContext) {
    const { trace, objects } = context;
    const calls = Math.max(1, trace.calls.length);
    this.callbacks = new Uint32Array(calls);
    this.bypassed = new Float64Array(calls);
    const types = new Set<string>();
    for (let id = 1; id < trace.objects.length; id++) {
      const object = id as Parameters<typeof objects.typeOf>[0];
      if (trace.objects.death.get(object) !== ALIVE) types.add(objects.typeOf(object));
    }
    this.destroyedTypes = types;
  }

  used({ call }: Callback): void {
    this.callbacks[call]++;
  }

  /** Memory that no callback saw. */
  bypass(call: CallId, bytes: number): void {
    this.bypassed[call] += bytes;
  }

  failed({ call }: Callback, site: SiteId, bytes: number): void {
    if (call === NONE || bytes === 0) return;
    const refused = this.refused.get(call);
    if (refused === undefined) this.refused.set(call, [this.need(site, bytes)]);
    else refused.push(this.need(site, bytes));
  }

  given({ call, block }: Callback): void {
    const refused = this.refused.get(call);
    if (refused === undefined) return;
    const found = refused.indexOf(this.needOf(block));
    if (found >= 0) refused.splice(found, 1);
  }

  finish(): void {
    const { calls } = this.context.trace;
    // Inner calls stand behind the calls that they run inside.
    for (let call = (calls.length - 1) as CallId; call > NONE; call--) {
      this.callbacks[calls.parent.get(call)] += this.callbacks[call];
    }
    for (let call = 1 as CallId; call < calls.length; call++) {
      this.checkResult(call);
      this.checkUse(call);
    }
  }

  private checkResult(call: CallId): void {
    const result = this.context.trace.calls.result.get(call);
    if (!(result < 0)) return;
    const refused = this.refused.get(call);
    const breach = { event: this.lastEventOf(call), call };
    if (refused === undefined) {
      if (result === OUT_OF_HOST_MEMORY) this.context.report('VKM-53', breach);
    } else if (result !== OUT_OF_HOST_MEMORY) this.context.report('VKM-52', { ...breach, amount: result });
    else if (refused.length === 0) this.context.report('VKM-55', breach);
  }

  private checkUse(call: CallId): void {
    const { calls } = this.context.trace;
    const table = calls.table.get(call);
    const hasTable = table !== NONE && table !== TABLE_NOT_RECORDED;
    const { creates, destroys } = this.context.commandOf(call);
    const event = this.lastEventOf(call);
    if (this.callbacks[call] === 0 && hasTable && creates !== undefined && !(calls.result.get(call) < 0)) {
      this.context.report('VKM-58', { event, call, domain: table, object: this.context.objects.ofCall(call) });
    }
    if (this.bypassed[call] > 0 && (hasTable || this.callbacks[call] > 0)) {
      this.context.report('VKM-59', { event, call, amount: this.bypassed[call] });
    }
    const isOfNothing = destroys !== undefined && this.destroyedTypes.has(destroys) && calls.object.get(call) === NONE;
    if (isOfNothing && this.callbacks[call] > 0) this.context.report('VKM-46', { event, call });
  }

  /** The last event inside a call; for one without events that before it. */
  private lastEventOf(call: CallId): EventIndex {
    const { calls, events } = this.context.trace;
    return (Math.max(1, Math.min(calls.end.get(call), events.length)) - 1) as EventIndex;
  }

  private needOf(block: BlockRow): string {
    return this.need(this.context.trace.blocks.site.get(block), this.context.trace.sizeOf(block));
  }

  private need(site: SiteId, bytes: number): string {
    const { sites } = this.context.trace;
    return `${bytes} ${sites.alignLog2.get(site)} ${sites.scope.get(site)}`;
  }
}
