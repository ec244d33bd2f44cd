import { assertNever } from '../../base/assert';
import { frameLabel, moduleName } from './code-names';
import { domainName, scopeName } from './domain-names';
import { EventKind } from './events';
import {
  NONE,
  type Address,
  type BlockRow,
  type Bytes,
  type ContextId,
  type EventIndex,
  type FaultRow,
  type ObjectId,
  type SiteId,
  type StackId,
  type Ticks,
} from './indices';
import { threadName } from './thread-names';
import type { Trace } from './trace';

/** What the event list shows of one event. Absent facts are undefined; every text is the trace's own. */
export interface EventRow {
  readonly event: EventIndex;
  /** The record letter of `heapglass-trace.md`; `?` for an event whose record was broken. */
  readonly letter: string;
  readonly time: Ticks;
  /** Name or number of the thread; empty when none was recorded. */
  readonly thread: string;
  /** The innermost command in progress on that thread; empty outside of any. */
  readonly command: string;
  /** The block that begins (`+`, `~`), ends (`-`) or is concerned (faults); NONE for the others. */
  readonly block: BlockRow;
  readonly address: Address | undefined;
  readonly size: Bytes | undefined;
  readonly domain: string;
  readonly scope: string;
  /** The stack of the event itself where recorded, else that of the block's allocation. */
  readonly stack: StackId;
  /** The stack's innermost function. */
  readonly function: string;
  readonly module: string;
  /** What else there is to say: a mark's text, an object's name, the outcome of a failed request. */
  readonly note: string;
}

const LETTERS: Readonly<Record<EventKind, string>> = {
  [EventKind.Allocate]: '+',
  [EventKind.ReallocateNothing]: '~',
  [EventKind.Free]: '-',
  [EventKind.ReallocateToNothing]: '~',
  [EventKind.Reallocate]: '~',
  [EventKind.AllocateFailed]: '+',
  [EventKind.ReallocateFailed]: '~',
  [EventKind.FreeNull]: '-',
  [EventKind.FreeUnknown]: '-',
  [EventKind.Internal]: 'i',
  [EventKind.ContextBegin]: 'x',
  [EventKind.ContextEnd]: 'X',
  [EventKind.ContextMove]: 'Y',
  [EventKind.Steal]: '^',
  [EventKind.Adopt]: 'A',
  [EventKind.ObjectBegin]: 'o',
  [EventKind.ObjectEnd]: 'O',
  [EventKind.Read]: 'r',
  [EventKind.Write]: 'w',
  [EventKind.RecordedFault]: 'g',
  [EventKind.Mark]: 'n',
  [EventKind.Broken]: '?',
};

/** The record letter of a kind of event. */
export function eventLetter(kind: EventKind): string {
  return LETTERS[kind];
}

interface Subject {
  readonly block: BlockRow;
  readonly address: Address | undefined;
  readonly size: Bytes | undefined;
  readonly site: SiteId;
  readonly stack: StackId;
  readonly note: string;
}

const NO_SUBJECT: Subject = {
  block: NONE as BlockRow,
  address: undefined,
  size: undefined,
  site: NONE as SiteId,
  stack: NONE as StackId,
  note: '',
};

/** Everything that the event list shows of `event`, from the shared tables alone. */
export function eventRow(trace: Trace, event: EventIndex): EventRow {
  const subject = subjectOf(trace, event);
  const { sites, stacks, frames } = trace;
  const hasSite = subject.site !== NONE;
  const frame = stacks.frame.get(subject.stack);
  return {
    event,
    letter: eventLetter(trace.events.kind.get(event)),
    time: trace.timeOf(event),
    thread: threadName(trace, trace.threadRuns.at(event)),
    command: commandText(trace, event),
    block: subject.block,
    address: subject.address,
    size: subject.size,
    domain: hasSite ? domainName(trace, sites.domain.get(subject.site)) : '',
    scope: (hasSite ? scopeName(sites.scope.get(subject.site)) : undefined) ?? '',
    stack: subject.stack,
    function: frame === NONE ? '' : frameLabel(trace, frame),
    module: frame === NONE ? '' : moduleName(trace, frames.module.get(frame)),
    note: subject.note,
  };
}

function subjectOf(trace: Trace, event: EventIndex): Subject {
  const operand = trace.events.operand.get(event);
  const kind = trace.events.kind.get(event);
  switch (kind) {
    case EventKind.Allocate:
    case EventKind.ReallocateNothing:
    case EventKind.Reallocate:
      return birthSubject(trace, operand as BlockRow);
    case EventKind.Free:
    case EventKind.ReallocateToNothing:
      return releaseSubject(trace, operand as BlockRow);
    case EventKind.AllocateFailed:
    case EventKind.ReallocateFailed:
      return requestSubject(trace, operand);
    case EventKind.FreeNull:
      return { ...NO_SUBJECT, note: 'null' };
    case EventKind.FreeUnknown:
      return faultSubject(trace, operand as FaultRow, 'nothing live here');
    case EventKind.RecordedFault:
      return faultSubject(trace, operand as FaultRow, '');
    case EventKind.Internal:
      return notificationSubject(trace, operand);
    case EventKind.ContextBegin:
    case EventKind.ContextEnd:
      return { ...NO_SUBJECT, note: trace.strings.get(trace.contexts.name.get(operand as ContextId)) };
    case EventKind.ContextMove:
      return { ...NO_SUBJECT, note: 'context moves' };
    case EventKind.Steal:
    case EventKind.Adopt:
      return { ...birthSubject(trace, trace.moves.from.get(operand) as BlockRow), note: 'new owner' };
    case EventKind.ObjectBegin:
    case EventKind.ObjectEnd:
      return { ...NO_SUBJECT, note: trace.strings.get(trace.objects.name.get(operand as ObjectId)) };
    case EventKind.Read:
    case EventKind.Write:
      return accessSubject(trace, operand);
    case EventKind.Mark:
      return { ...NO_SUBJECT, note: trace.strings.get(trace.marks.text.get(operand)) };
    case EventKind.Broken:
      return { ...NO_SUBJECT, note: 'the record of this event was broken' };
    default:
      return assertNever(kind);
  }
}

function birthSubject(trace: Trace, block: BlockRow): Subject {
  if (block === NONE) return NO_SUBJECT;
  const site = trace.blocks.site.get(block);
  return {
    block,
    address: recordedAddress(trace, block),
    size: trace.sizeOf(block),
    site,
    stack: trace.sites.stack.get(site),
    note: '',
  };
}

function releaseSubject(trace: Trace, block: BlockRow): Subject {
  const born = birthSubject(trace, block);
  const releasedAt = trace.blocks.releaseStack.get(block);
  return releasedAt === NONE ? born : { ...born, stack: releasedAt };
}

function requestSubject(trace: Trace, request: number): Subject {
  const site = trace.requests.site.get(request);
  return {
    ...NO_SUBJECT,
    block: trace.requests.block.get(request),
    size: trace.requests.size.get(request),
    site,
    stack: trace.sites.stack.get(site),
    note: 'failed',
  };
}

function faultSubject(trace: Trace, fault: FaultRow, otherwise: string): Subject {
  const { faults } = trace;
  const block = faults.block.get(fault);
  const text = trace.strings.get(faults.text.get(fault));
  return {
    ...birthSubject(trace, block),
    address: faults.address.get(fault),
    stack: faults.stack.get(fault),
    note: text === '' ? otherwise : text,
  };
}

function notificationSubject(trace: Trace, row: number): Subject {
  const bytes = trace.notifications.bytes.get(row);
  return { ...NO_SUBJECT, size: Math.abs(bytes) as Bytes, note: bytes < 0 ? 'internal free' : 'internal allocation' };
}

function accessSubject(trace: Trace, row: number): Subject {
  const { accesses } = trace;
  return {
    ...NO_SUBJECT,
    address: accesses.address.get(row),
    size: accesses.size.get(row),
    stack: accesses.stack.get(row),
  };
}

/** The block's recorded address; undefined where the format has none. */
export function recordedAddress(trace: Trace, block: BlockRow): Address | undefined {
  const address = trace.blocks.address.get(block);
  return address === 0 ? undefined : address;
}

function commandText(trace: Trace, event: EventIndex): string {
  const call = trace.callRuns.at(event);
  return call === NONE ? '' : trace.strings.get(trace.commands.name.get(trace.calls.command.get(call)));
}
