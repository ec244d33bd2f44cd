import type { RuleSeverity } from '../../faults/rule';
import type { IdiomId } from '../../faults/rules-idioms';
import { ALIVE, NONE, type BlockRow, type CallId, type EventIndex, type ObjectId } from '../../tables/indices';
import type { Callback } from './callback';
import { Scope, type RuleContext } from './rule-context';

/** VKM-29 … 33, 47 and 54: whether memory goes with what it was taken for. */
export class LifetimeRules {
  /** Blocks that were reported: what becomes of them later is the same fault. */
  private readonly reported = new Set<BlockRow>();
  /** By root: its objects that were still there when it was destroyed. */
  private readonly leftBehind = new Map<ObjectId, readonly ObjectId[]>();
  /** Callback memory of each object left behind. */
  private readonly leaks = new Map<ObjectId, { first: BlockRow; blocks: number; bytes: number }>();

  constructor(private readonly context: RuleContext) {
    const { objects } = context;
    for (const root of [...objects.devices, ...objects.instances]) {
      const left = objects.leftBehind(root);
      this.leftBehind.set(root, left);
      for (const object of left) this.leaks.set(object, { first: NONE as BlockRow, blocks: 0, bytes: 0 });
    }
  }

  isReported(block: BlockRow): boolean {
    return this.reported.has(block);
  }

  /** Tables know whole lives: a block is judged when it is born. */
  given(callback: Callback): void {
    const { trace, tables } = this.context;
    const scope = tables.scopeOf(callback.block);
    if (scope === Scope.command) this.judgeCommand(callback);
    else if (scope === Scope.object) this.judgeObject(callback);
    else if (scope === Scope.cache) this.judgeCache(callback);
    else if (scope === Scope.device) this.judgeRoot('VKM-32', callback, this.deviceOf(callback), this.devices());
    else if (scope === Scope.instance) this.judgeRoot('VKM-33', callback, this.instanceOf(callback), this.instances());
    const leak = this.leaks.get(trace.blocks.object.get(callback.block));
    if (leak !== undefined && trace.blocks.death.get(callback.block) === ALIVE) {
      if (leak.first === NONE) leak.first = callback.block;
      leak.blocks++;
      leak.bytes += trace.sizeOf(callback.block);
    }
  }

  /** Children that outlive their device or instance. */
  finish(): void {
    const { trace } = this.context;
    for (const [root, children] of this.leftBehind) {
      const event = trace.objects.death.get(root);
      const call = trace.callRuns.at(event);
      for (const object of children) {
        const leak = this.leaks.get(object);
        const block = leak?.first ?? (NONE as BlockRow);
        this.context.report('VKM-47', { event, call, object, block, other: root, amount: leak?.bytes ?? 0 });
      }
    }
  }

  private judgeCommand({ block, call, event }: Callback): void {
    if (call === NONE) return;
    const end = this.context.trace.calls.end.get(call);
    if (this.isLiveAt(block, end)) this.reportLate('VKM-29', block, call, end, event, {});
  }

  private judgeObject(callback: Callback): void {
    const { trace, objects } = this.context;
    const { block } = callback;
    const object = trace.blocks.object.get(block);
    if (object === NONE && this.judgeFailedCreate(callback)) return;
    const isOwned = object !== NONE && !objects.goesAlong(object);
    const device = isOwned ? this.rootOf(object) : this.deviceOf(callback);
    const gone = isOwned ? objects.allGoneAt(this.batchOf(block, object)) : this.rootsGone(device);
    if (!this.isLiveAt(block, gone)) return;
    const deviceGone = this.rootsGone(device);
    // Still there when even the device is gone: nobody will release it any more.
    const isLost = this.isLiveAt(block, deviceGone);
    const idiom = isLost ? undefined : lateIdiom(objects.typeOf(object));
    const cause = isLost ? this.causeOf(device) : undefined;
    this.reportLate('VKM-30', block, this.endOf(isOwned ? object : device), gone, callback.event, {
      object,
      idiom,
      cause,
    });
  }

  private judgeCache(callback: Callback): void {
    const { trace, objects } = this.context;
    const { block, call } = callback;
    if (this.judgeFailedCreate(callback)) return;
    const recorded = trace.blocks.object.get(block);
    const candidates = recorded === NONE ? [...objects.createdBy(call), trace.calls.object.get(call)] : [recorded];
    const cache = candidates.find((object) => /^Vk(Pipeline|Validation)Cache/.test(objects.typeOf(object)));
    const device = this.deviceOf(callback);
    const gone = cache === undefined ? this.rootsGone(device) : objects.goneAt(cache);
    if (!this.isLiveAt(block, gone)) return;
    const isLost = this.isLiveAt(block, this.rootsGone(device));
    this.reportLate('VKM-31', block, this.endOf(cache ?? device), gone, callback.event, {
      object: cache,
      cause: isLost ? this.causeOf(device) : undefined,
    });
  }

  /** OBJECT or CACHE memory of a creation that failed. */
  private judgeFailedCreate({ block, call, event }: Callback): boolean {
    const { trace } = this.context;
    if (call === NONE || !(trace.calls.result.get(call) < 0)) return false;
    if (this.context.commandOf(call).creates === undefined) return false;
    const end = trace.calls.end.get(call);
    if (!this.isLiveAt(block, end)) return false;
    this.reportLate('VKM-54', block, call, end, event, {});
    return true;
  }

  private judgeRoot(id: 'VKM-32' | 'VKM-33', callback: Callback, root: ObjectId, all: readonly ObjectId[]): void {
    const { objects } = this.context;
    const roots = root === NONE ? all.filter((other) => objects.goneAt(other) > callback.event) : [root];
    const gone = objects.allGoneAt(roots);
    if (!this.isLiveAt(callback.block, gone)) return;
    const cause = roots.map((one) => this.causeOf(one)).find((one) => one !== undefined);
    this.reportLate(id, callback.block, this.endOf(roots[0]), gone, callback.event, { object: roots[0], cause });
  }

  private reportLate(
    id: 'VKM-29' | 'VKM-30' | 'VKM-31' | 'VKM-32' | 'VKM-33' | 'VKM-54',
    block: BlockRow,
    call: CallId,
    end: EventIndex,
    birth: EventIndex,
    more: {
      readonly object?: ObjectId | undefined;
      readonly idiom?: IdiomId | undefined;
      readonly cause?: ObjectId | undefined;
    },
  ): void {
    const { trace, tables } = this.context;
    this.reported.add(block);
    // What leaks together with an object that was never destroyed is no second fault.
    const severity: RuleSeverity | undefined = more.cause === undefined ? undefined : 'warning';
    const event = Math.max(birth, end - 1) as EventIndex;
    const { object = trace.blocks.object.get(block), idiom, cause } = more;
    const amount = trace.sizeOf(block);
    this.context.report(id, {
      event,
      block,
      call,
      domain: tables.domainOf(block),
      amount,
      object,
      idiom,
      cause,
      severity,
    });
  }

  /** Whether a block is there when what ended at `end` (one past its last event) has ended. */
  private isLiveAt(block: BlockRow, end: EventIndex): boolean {
    const { birth, death } = this.context.trace.blocks;
    return end !== ALIVE && birth.get(block) < end && death.get(block) >= end;
  }

  /**
   * Whose memory a block may be: that of all objects of one call, where their records follow the block. Which of them
   * it is, a callback does not say.
   */
  private batchOf(block: BlockRow, object: ObjectId): readonly ObjectId[] {
    const { trace, objects } = this.context;
    if (trace.objects.birth.get(object) <= trace.blocks.birth.get(block)) return [object];
    const batch = objects.createdBy(trace.objects.call.get(object)).filter((one) => objects.typeOf(one) === objects.typeOf(object)); // prettier-ignore
    return batch.length === 0 ? [object] : batch;
  }

  private rootOf(object: ObjectId): ObjectId {
    const { objects } = this.context;
    let at = object;
    while (at !== NONE && !objects.isRoot(at)) at = this.context.trace.objects.parent.get(at);
    return at;
  }

  private rootsGone(root: ObjectId): EventIndex {
    const { objects } = this.context;
    if (root !== NONE) return objects.goneAt(root);
    return objects.allGoneAt(objects.instances.length > 0 ? objects.instances : objects.devices);
  }

  /** The call that destroyed an object. */
  private endOf(object: ObjectId): CallId {
    if (object === NONE) return NONE as CallId;
    return this.context.trace.callRuns.at(this.context.trace.objects.death.get(object));
  }

  private causeOf(root: ObjectId): ObjectId | undefined {
    return this.leftBehind.get(root)?.[0];
  }

  private deviceOf({ call, event }: Callback): ObjectId {
    return this.context.objects.deviceOf(call, event);
  }

  private instanceOf({ call, event }: Callback): ObjectId {
    return this.context.objects.instanceOf(call, event);
  }

  private devices(): readonly ObjectId[] {
    return this.context.objects.devices;
  }

  private instances(): readonly ObjectId[] {
    return this.context.objects.instances;
  }
}

function lateIdiom(type: string): IdiomId {
  return /^Vk(Pipeline|DescriptorSet)Layout$/.test(type) ? 'layouts' : 'deferred-release';
}
