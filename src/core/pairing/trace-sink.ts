import type {
  Address,
  CommandId,
  ContextId,
  DomainId,
  FrameId,
  ModuleId,
  ObjectId,
  SiteId,
  StackId,
  StringId,
  Ticks,
} from '../tables/indices';

/** What a `+` or `~` said beside address and size. −1 in a field: the attribute was absent. Reused between events. */
export interface RequestAttributes {
  stack: StackId | -1;
  domain: DomainId | -1;
  alignLog2: number;
  scope: number;
  context: ContextId | -1;
  object: ObjectId | -1;
  /** Address of the owning block; 0 = a root. */
  owner: Address | -1;
  zeroed: number;
}

/**
 * Where a parser puts what it reads; `TraceBuilder` implements it. Definitions return ids that count from 1. Every
 * method of the group "events" takes the next sequence number. Ids passed in are known to be defined (the parser
 * counts bad ones and passes 0).
 */
export interface TraceSink {
  // Definitions
  header(key: string, text: string): void;
  /** The id of `bytes[from … to)`, the same for equal strings; 0 for an empty one. */
  intern(bytes: Uint8Array, from: number, to: number): StringId;
  module(name: StringId, buildId: StringId): ModuleId;
  frame(
    module: ModuleId,
    offset: number,
    symbol: StringId,
    file: StringId,
    line: number,
    inlinedInto: FrameId,
  ): FrameId;
  stack(parent: StackId, frame: FrameId): StackId;
  domain(kind: number, backing: DomainId, name: StringId): DomainId;
  command(name: StringId): CommandId;
  nameThread(number: number, name: StringId): void;
  /** Interned: the same combination gives the same site. `scope` NO_SCOPE and `alignLog2` 0 mean absent. */
  site(stack: StackId, domain: DomainId, scope: number, alignLog2: number, zeroed: number): SiteId;

  // State
  tick(delta: Ticks): void;
  clock(now: Ticks): void;
  thread(number: number): void;
  residentSet(bytes: number): void;
  beginCall(command: CommandId, object: ObjectId, table: DomainId): void;
  endCall(result: number): void;

  // Events of formats with addresses
  allocate(address: Address, size: number, request: RequestAttributes): void;
  /** `domain` −1: none was named. */
  free(address: Address, domain: DomainId | -1, stack: StackId | -1): void;
  reallocate(old: Address, address: Address, size: number, request: RequestAttributes): void;
  notification(bytes: number, scope: number): void;
  beginContext(parent: ContextId, domain: DomainId, name: StringId): ContextId;
  endContext(context: ContextId): void;
  /** False, without any effect, when `parent` is inside `context`. */
  moveContext(context: ContextId, parent: ContextId): boolean;
  steal(block: Address, owner: Address): void;
  adopt(from: Address, to: Address): void;
  beginObject(parent: ObjectId, name: StringId): ObjectId;
  endObject(object: ObjectId): void;
  access(write: boolean, address: Address, size: number, stack: StackId): void;
  recordedFault(kind: number, block: Address, offset: number, stack: StackId, text: StringId): void;
  mark(text: StringId): void;
  /** An event whose line was broken: takes its number, does nothing. */
  brokenEvent(): void;
  /** A broken definition of a context or object: takes its id and its number, and was never there. */
  brokenContext(): void;
  brokenObject(): void;
}
