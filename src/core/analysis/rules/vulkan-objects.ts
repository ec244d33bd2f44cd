import { TABLE_NOT_RECORDED } from '../../tables/happenings';
import { ALIVE, NONE, type CallId, type DomainId, type EventIndex, type ObjectId } from '../../tables/indices';
import type { Trace } from '../../tables/trace';
import type { VulkanCommand } from './vulkan-commands';

const DEVICE = 'VkDevice';
const INSTANCE = 'VkInstance';
/** Objects that go with what they belong to, without a destroy command of their own. */
const GOES_ALONG = /^Vk(Queue|PhysicalDevice|CommandBuffer|DescriptorSet|Display(Mode)?KHR)$/;
const NO_OBJECTS: readonly ObjectId[] = [];

/** The API objects of a trace: types, families, and when each was gone. */
export class VulkanObjects {
  readonly devices: readonly ObjectId[];
  readonly instances: readonly ObjectId[];
  private readonly types: readonly string[];
  /** By type, of which no destruction is recorded: the destroy calls that do not say of what. */
  private readonly unlinked: ReadonlyMap<string, readonly CallId[]>;
  private readonly byCall = new Map<CallId, ObjectId[]>();

  constructor(
    private readonly trace: Trace,
    private readonly commands: readonly VulkanCommand[],
  ) {
    const { objects, strings } = trace;
    this.types = Array.from({ length: Math.max(1, objects.length) }, (_, id) =>
      id === NONE ? '' : strings.get(objects.name.get(id as ObjectId)).split(' ', 1)[0],
    );
    for (let object = 1 as ObjectId; object < objects.length; object++) {
      const call = objects.call.get(object);
      if (call === NONE) continue;
      const others = this.byCall.get(call);
      if (others === undefined) this.byCall.set(call, [object]);
      else others.push(object);
    }
    this.unlinked = this.unlinkedDestructions();
    this.devices = this.ofType(DEVICE);
    this.instances = this.ofType(INSTANCE);
  }

  typeOf(object: ObjectId): string {
    return this.types[object];
  }

  isRoot(object: ObjectId): boolean {
    return this.types[object] === DEVICE || this.types[object] === INSTANCE;
  }

  /** Objects that go with their parent, without a destroy command of their own. */
  goesAlong(object: ObjectId): boolean {
    return GOES_ALONG.test(this.types[object]);
  }

  private ofType(type: string): ObjectId[] {
    return this.types.flatMap((name, id) => (name === type ? [id as ObjectId] : []));
  }

  createdBy(call: CallId): readonly ObjectId[] {
    return this.byCall.get(call) ?? NO_OBJECTS;
  }

  /** The object that a call creates or is about; NONE where it is not recorded. */
  ofCall(call: CallId): ObjectId {
    if (call === NONE) return NONE as ObjectId;
    const created = this.createdBy(call);
    return created.length > 0 ? created[0] : this.trace.calls.object.get(call);
  }

  /** The nearest object of `type` among `object` and its ancestors; NONE: there is none. */
  private above(object: ObjectId, type: string): ObjectId {
    const { parent } = this.trace.objects;
    let at = object;
    while (at !== NONE && this.types[at] !== type) at = parent.get(at);
    return at;
  }

  /** The device that a call at `event` works on; NONE where several might be meant, or none is there. */
  deviceOf(call: CallId, event: EventIndex): ObjectId {
    const named = this.above(this.ofCall(call), DEVICE);
    return named === NONE ? this.onlyOne(this.devices, event) : named;
  }

  instanceOf(call: CallId, event: EventIndex): ObjectId {
    const named = this.above(this.ofCall(call), INSTANCE);
    return named === NONE ? this.onlyOne(this.instances, event) : named;
  }

  private onlyOne(candidates: readonly ObjectId[], event: EventIndex): ObjectId {
    const { birth, death } = this.trace.objects;
    const live = candidates.filter((object) => birth.get(object) <= event && event <= death.get(object));
    return live.length === 1 ? live[0] : (NONE as ObjectId);
  }

  /** One past the last event of the command that destroyed `object`; ALIVE: it was not, or that did not return. */
  goneAt(object: ObjectId): EventIndex {
    const death = this.trace.objects.death.get(object);
    if (death === ALIVE) return ALIVE as EventIndex;
    const call = this.trace.callRuns.at(death);
    return call === NONE ? ((death + 1) as EventIndex) : this.trace.calls.end.get(call);
  }

  /** When the last of `objects` was gone; ALIVE: one is still there, or there are none. */
  allGoneAt(objects: readonly ObjectId[]): EventIndex {
    if (objects.length === 0) return ALIVE as EventIndex;
    return Math.max(...objects.map((object) => this.goneAt(object))) as EventIndex;
  }

  /** The table that the creation of `object` was given; 0 = NULL, TABLE_NOT_RECORDED also for no object. */
  tableOf(object: ObjectId): DomainId {
    const call = object === NONE ? NONE : this.trace.objects.call.get(object);
    return call === NONE ? (TABLE_NOT_RECORDED as DomainId) : this.trace.calls.table.get(call);
  }

  /** Children of a device or an instance, at any depth, that were still there when it was destroyed. */
  leftBehind(root: ObjectId): readonly ObjectId[] {
    const { death, birth, parent } = this.trace.objects;
    const end = death.get(root);
    if (end === ALIVE) return NO_OBJECTS;
    const type = this.types[root];
    const left: ObjectId[] = [];
    for (let object = (root + 1) as ObjectId; object < this.types.length; object++) {
      if (birth.get(object) > end || death.get(object) <= end || this.goesAlong(object)) continue;
      if (this.above(parent.get(object), type) !== root || this.isUnderDevice(object, root)) continue;
      if (!this.mayBeDestroyed(object, end)) left.push(object);
    }
    return left;
  }

  /** Whether a destroy call before `event` may have been that of `object`: it does not say of what it is. */
  private mayBeDestroyed(object: ObjectId, event: EventIndex): boolean {
    const birth = this.trace.objects.birth.get(object);
    const { begin } = this.trace.calls;
    const calls = this.unlinked.get(this.types[object]) ?? [];
    return calls.some((call) => birth < begin.get(call) && begin.get(call) <= event);
  }

  private unlinkedDestructions(): ReadonlyMap<string, readonly CallId[]> {
    const { calls, objects } = this.trace;
    const recorded = new Set(this.types.filter((_, id) => id !== NONE && objects.death.get(id as ObjectId) !== ALIVE));
    const unlinked = new Map<string, CallId[]>();
    for (let call = 1 as CallId; call < calls.length; call++) {
      const { destroys } = this.commands[calls.command.get(call)];
      if (destroys === undefined || recorded.has(destroys) || calls.object.get(call) !== NONE) continue;
      const others = unlinked.get(destroys);
      if (others === undefined) unlinked.set(destroys, [call]);
      else others.push(call);
    }
    return unlinked;
  }

  /** What a device holds is the device's to leave behind, not the instance's. */
  private isUnderDevice(object: ObjectId, root: ObjectId): boolean {
    if (this.types[root] === DEVICE || this.types[object] === DEVICE) return false;
    return this.above(this.trace.objects.parent.get(object), DEVICE) !== NONE;
  }
}
