import { assertNever } from '../base/assert';
import { FAULT_KINDS } from '../core/faults/kinds';
import { DOMAIN_KINDS, NO_SCOPE } from '../core/tables/domains';
import { EventKind } from '../core/tables/events';
import { NONE, type BlockRow, type CommandId, type ContextId, type DomainId, type EventIndex, type FaultRow, type FrameId, type ModuleId, type ObjectId, type SiteId, type StackId, type StringId, type ThreadId } from '../core/tables/indices'; // prettier-ignore
import type { Trace } from '../core/tables/trace';
import type { TraceMeta } from '../core/tables/trace-meta';
import { StateRecords } from './state-records';
import type { TraceRecord } from './trace-record';

/** In place of an address that was not live, so that nobody knows it. */
const NOWHERE = 1;

/**
 * All records of a trace with addresses, in the order of the text format: reading them again gives the same tables. What
 * that format has no record for (functions inlined into others) is left out.
 */
export function* traceRecords(trace: Trace, meta: TraceMeta): Generator<TraceRecord> {
  yield { record: 'heapglass', version: 1 };
  yield* definitions(trace, meta);
  const state = new StateRecords(trace);
  const faults = new EventFaults(trace);
  for (let event = 0 as EventIndex; event < trace.events.length; event++) {
    yield* state.before(event);
    yield eventRecord(trace, event, faults);
  }
  yield* state.before(trace.events.length as EventIndex);
}

function* definitions(trace: Trace, { header, fidelity }: TraceMeta): Generator<TraceRecord> {
  const { strings, modules, frames, stacks, domains, commands, threads } = trace;
  const text = (id: StringId): string => strings.get(id);
  const facts = { clock: fidelity.clock, pointer: String(fidelity.pointerBytes), page: String(fidelity.pageBytes) };
  for (const [key, value] of Object.entries({ ...facts, ...header })) yield { record: 'h', key, text: value };
  for (let id = 1 as ModuleId; id < modules.length; id++) {
    yield { record: 'm', text: text(modules.name.get(id)), ...more('build', text(modules.buildId.get(id))) };
  }
  for (let id = 1 as FrameId; id < frames.length; id++) {
    const [file, line] = [text(frames.file.get(id)), frames.line.get(id)];
    const place = file === '' || line === 0 ? file : `${file}:${line}`;
    yield { record: 'f', module: frames.module.get(id), offset: frames.offset.get(id), text: text(frames.symbol.get(id)), ...more('place', place) }; // prettier-ignore
  }
  for (let id = 1 as StackId; id < stacks.length; id++) {
    yield { record: 'k', parent: stacks.parent.get(id), frame: stacks.frame.get(id) };
  }
  for (let id = 1 as DomainId; id < domains.length; id++) {
    const kind = DOMAIN_KINDS[domains.kind.get(id)];
    yield { record: 'd', kind, backing: domains.backing.get(id), text: text(domains.name.get(id)) };
  }
  for (let id = 1 as CommandId; id < commands.length; id++) yield { record: 'c', text: text(commands.name.get(id)) };
  for (let id = 1 as ThreadId; id < threads.length; id++) {
    yield { record: 'T', thread: threads.number.get(id), text: text(threads.name.get(id)) };
  }
}

/** The field where it says something. */
function more(name: string, text: string): Fields {
  return text === '' ? {} : { [name]: text };
}

/** The faults of an event that is being written; events are asked for in order. */
class EventFaults {
  private next = 1 as FaultRow;

  constructor(private readonly trace: Trace) {}

  /** The first fault of `event` of one of these kinds; NONE where there is none. */
  find(event: EventIndex, ...kinds: readonly string[]): FaultRow {
    const { faults } = this.trace;
    while (this.next < faults.length && faults.event.get(this.next) < event) this.next++;
    for (let row = this.next; row < faults.length && faults.event.get(row) === event; row++) {
      if (kinds.includes(FAULT_KINDS[faults.kind.get(row)])) return row;
    }
    return NONE as FaultRow;
  }
}

function eventRecord(trace: Trace, event: EventIndex, faults: EventFaults): TraceRecord {
  const { blocks, contexts, objects, moves, strings } = trace;
  const operand = trace.events.operand.get(event);
  const kind = trace.events.kind.get(event);
  const addressOf = (row: BlockRow): number => (row === NONE ? NOWHERE : blocks.address.get(row));
  switch (kind) {
    case EventKind.Allocate:
      return { record: '+', ...place(trace, operand as BlockRow), ...request(trace, operand as BlockRow, event) };
    case EventKind.ReallocateNothing:
      return { record: '~', old: 0, ...place(trace, operand as BlockRow), ...request(trace, operand as BlockRow, event) }; // prettier-ignore
    case EventKind.Reallocate:
      return reallocation(trace, operand as BlockRow, event, faults);
    case EventKind.Free:
      return { record: '-', address: addressOf(operand as BlockRow), ...release(trace, operand as BlockRow, event, faults) }; // prettier-ignore
    case EventKind.ReallocateToNothing:
      return { record: '~', old: addressOf(operand as BlockRow), address: 0, size: 0, ...release(trace, operand as BlockRow, event, faults) }; // prettier-ignore
    case EventKind.AllocateFailed:
      return { record: '+', address: 0, size: trace.requests.size.get(operand), ...siteFields(trace, trace.requests.site.get(operand)) }; // prettier-ignore
    case EventKind.ReallocateFailed: {
      const kept = trace.requests.block.get(operand);
      const size = trace.requests.size.get(operand);
      return { record: '~', old: kept === NONE ? 0 : addressOf(kept), address: 0, size, ...siteFields(trace, trace.requests.site.get(operand)) }; // prettier-ignore
    }
    case EventKind.FreeNull:
      return { record: '-', address: 0 };
    case EventKind.FreeUnknown: {
      const fault = operand as FaultRow;
      return {
        record: '-',
        address: trace.faults.address.get(fault),
        ...known('stack', trace.faults.stack.get(fault)),
      };
    }
    case EventKind.Internal: {
      const bytes = trace.notifications.bytes.get(operand);
      const isFree = bytes < 0 || Object.is(bytes, -0);
      return { record: 'i', sign: isFree ? '-' : '+', size: Math.abs(bytes), scope: trace.notifications.scope.get(operand) }; // prettier-ignore
    }
    case EventKind.ContextBegin: {
      const context = operand as ContextId;
      return { record: 'x', parent: contexts.parent.get(context), domain: contexts.domain.get(context), text: strings.get(contexts.name.get(context)) }; // prettier-ignore
    }
    case EventKind.ContextEnd:
      return { record: 'X', context: operand };
    case EventKind.ContextMove:
      return { record: 'Y', context: moves.from.get(operand), parent: moves.to.get(operand) };
    case EventKind.Steal: {
      const to = moves.to.get(operand) as BlockRow;
      return { record: '^', address: addressOf(moves.from.get(operand) as BlockRow), owner: to === NONE ? 0 : addressOf(to) }; // prettier-ignore
    }
    case EventKind.Adopt: {
      const to = moves.to.get(operand) as BlockRow;
      return { record: 'A', from: addressOf(moves.from.get(operand) as BlockRow), to: to === NONE ? 0 : addressOf(to) };
    }
    case EventKind.ObjectBegin: {
      const object = operand as ObjectId;
      return { record: 'o', parent: objects.parent.get(object), text: strings.get(objects.name.get(object)) };
    }
    case EventKind.ObjectEnd:
      return { record: 'O', object: operand };
    case EventKind.Read:
    case EventKind.Write: {
      const { address, size, stack } = trace.accesses;
      return { record: kind === EventKind.Read ? 'r' : 'w', address: address.get(operand), size: size.get(operand), ...known('stack', stack.get(operand)) }; // prettier-ignore
    }
    case EventKind.RecordedFault: {
      const fault = operand as FaultRow;
      const { kind: kinds, address, offset, stack, text } = trace.faults;
      return { record: 'g', kind: FAULT_KINDS[kinds.get(fault)], address: address.get(fault), offset: offset.get(fault), ...known('stack', stack.get(fault)), text: strings.get(text.get(fault)) }; // prettier-ignore
    }
    case EventKind.Mark:
      return { record: 'n', text: strings.get(trace.marks.text.get(operand)) };
    case EventKind.Broken:
      return { record: brokenLetter(trace, event) };
    default:
      return assertNever(kind);
  }
}

/** A broken event keeps its number; one that defined something keeps that number too. */
function brokenLetter({ contexts, objects }: Trace, event: EventIndex): string {
  const isOf = (table: {
    readonly length: number;
    readonly birth: { get(row: number): number };
    readonly death: { get(row: number): number };
  }): boolean => {
    // prettier-ignore
    for (let row = 1; row < table.length; row++) {
      if (table.birth.get(row) === event && table.death.get(row) === event) return true;
    }
    return false;
  };
  return isOf(contexts) ? 'x' : isOf(objects) ? 'o' : '-';
}

type Fields = Readonly<Record<string, string | number | boolean>>;

/** The field where it says something. */
function known(name: string, value: number): Fields {
  return value === NONE ? {} : { [name]: value };
}

function place(trace: Trace, row: BlockRow): Fields {
  return { address: trace.blocks.address.get(row), size: trace.sizeOf(row) };
}

function siteFields({ sites }: Trace, site: SiteId): Fields {
  const align = sites.alignLog2.get(site);
  const scope = sites.scope.get(site);
  return {
    ...known('stack', sites.stack.get(site)),
    ...known('domain', sites.domain.get(site)),
    ...(align > 0 && { alignment: 2 ** align }),
    ...(scope !== NO_SCOPE && { scope }),
    ...(sites.zeroed.get(site) === 1 && { zeroed: true }),
  };
}

function request(trace: Trace, row: BlockRow, event: EventIndex): Fields {
  const { blocks } = trace;
  const owner = blocks.owner.get(row);
  return {
    ...siteFields(trace, blocks.site.get(row)),
    ...known('context', blocks.context.get(row)),
    ...objectField(trace, row, event),
    ...(owner !== NONE && { owner: blocks.address.get(owner) }),
  };
}

/** A block may belong to an object that comes into being later in its call: its record gives it then. */
function objectField({ blocks, objects }: Trace, row: BlockRow, event: EventIndex): Fields {
  const object = blocks.object.get(row);
  return object !== NONE && objects.birth.get(object) < event ? { object } : {};
}

function reallocation(trace: Trace, row: BlockRow, event: EventIndex, faults: EventFaults): TraceRecord {
  const { blocks, sites } = trace;
  const previous = blocks.previous.get(row);
  const unknown = faults.find(event, 'unknown-free', 'double-free');
  const old = previous !== NONE ? blocks.address.get(previous) : unknown === NONE ? NOWHERE : trace.faults.address.get(unknown); // prettier-ignore
  const site = blocks.site.get(row);
  const owner = blocks.owner.get(row);
  return {
    record: '~',
    old,
    ...place(trace, row),
    ...request(trace, row, event),
    // What is absent would keep its old value.
    stack: sites.stack.get(site),
    domain: sites.domain.get(site),
    ...(previous !== NONE && owner === NONE && { owner: 0 }),
  };
}

function release(trace: Trace, row: BlockRow, event: EventIndex, faults: EventFaults): Fields {
  const mismatched = faults.find(event, 'mismatched-free');
  const isThis = mismatched !== NONE && trace.faults.block.get(mismatched) === row;
  const domain = isThis ? trace.faults.domain.get(mismatched) : trace.sites.domain.get(trace.blocks.site.get(row));
  return { domain, ...known('stack', trace.blocks.releaseStack.get(row)) };
}
