import { TABLE_NOT_RECORDED } from '../../tables/happenings';
import { NONE, type CallId, type DomainId, type EventIndex, type ObjectId } from '../../tables/indices';
import type { RuleContext } from './rule-context';

/** The allocator tables that a call may use, nearest first: 0 = NULL was passed, TABLE_NOT_RECORDED = not known. */
export interface TableChain {
  readonly object: DomainId;
  readonly device: DomainId;
  readonly instance: DomainId;
}

const NULL = NONE as DomainId;
const UNKNOWN = TABLE_NOT_RECORDED as DomainId;
/** Commands of the instance and its physical devices: no device takes part, or none is there yet. */
const BELOW_NO_DEVICE =
  /^vk((Create|Destroy)Instance|Enumerate(?!Device)\w+|GetPhysicalDevice\w+|GetInstanceProcAddr)$/;

/** The tables in force in `call` (§3): the object's, else the device's, else the instance's. */
export function tableChain(context: RuleContext, call: CallId, event: EventIndex): TableChain {
  const { objects } = context;
  const own = context.trace.calls.table.get(call);
  const { name } = context.commandOf(call);
  const instance = objects.tableOf(objects.instanceOf(call, event));
  if (/^vk(Create|Destroy)Instance$/.test(name)) {
    return { object: NULL, device: NULL, instance: own === UNKNOWN ? instance : own };
  }
  if (BELOW_NO_DEVICE.test(name)) return { object: NULL, device: NULL, instance };
  const device = deviceTable(context, call, event);
  if (/^vk(Create|Destroy)Device$/.test(name)) {
    return { object: NULL, device: own === UNKNOWN ? device : own, instance };
  }
  if (context.commandOf(call).isOfRoot) return { object: NULL, device, instance };
  return { object: own === UNKNOWN ? objectTable(context, call) : own, device, instance };
}

function deviceTable({ objects, trace }: RuleContext, call: CallId, event: EventIndex): DomainId {
  const device = objects.deviceOf(call, event);
  if (device !== NONE) return objects.tableOf(device);
  // An object straight under the instance has no device between.
  const object = objects.ofCall(call);
  const isUnderInstance = object !== NONE && objects.instances.includes(trace.objects.parent.get(object));
  return isUnderInstance ? NULL : UNKNOWN;
}

/** The table of the object that a call without pAllocator works on; of a pool's child, that of the pool. */
function objectTable(context: RuleContext, call: CallId): DomainId {
  const { objects, trace } = context;
  const { creates, destroys, isOfPoolChild } = context.commandOf(call);
  if (!isOfPoolChild && (creates !== undefined || destroys !== undefined)) return UNKNOWN;
  const object = trace.calls.object.get(call);
  return objects.tableOf(objects.goesAlong(object) ? poolOf(context, object) : object);
}

function poolOf({ objects, trace }: RuleContext, child: ObjectId): ObjectId {
  const parent = trace.objects.parent.get(child);
  return /^Vk(Command|Descriptor)Pool$/.test(objects.typeOf(parent)) ? parent : (NONE as ObjectId);
}
