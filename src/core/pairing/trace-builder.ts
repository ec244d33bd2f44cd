import { EventKind } from '../tables/events';
import type { Allocate } from '../../base/shared-memory';
import { FAULT_KINDS } from '../faults/kinds';
import {
  NONE,
  type Address,
  type BlockRow,
  type Bytes,
  type CommandId,
  type ContextId,
  type DomainId,
  type FrameId,
  type ModuleId,
  type ObjectId,
  type SiteId,
  type StackId,
  type StringId,
  type Ticks,
} from '../tables/indices';
import type { SiteFiguresByMetric } from '../tables/site-figures';
import { Trace } from '../tables/trace';
import type { Fidelity, Totals, TraceMeta, TraceWarning } from '../tables/trace-meta';
import { AddressPairing } from './address-pairing';
import { BlockLedger } from './block-ledger';
import { CallLog } from './call-log';
import { ContextTree } from './context-tree';
import { EventLog } from './event-log';
import { FaultLog } from './fault-log';
import { SiteInterner } from './site-interner';
import { StringInterner } from './string-interner';
import { Tally } from './tally';
import { TotalHistory } from './total-history';
import { KindPairing } from './kind-pairing';
import type { RowsToCome } from './kind-rows';
import type { RequestAttributes, TraceSink } from './trace-sink';
import { WarningLog } from './warning-log';

/** What is known before a parser said more. */
export const NOTHING_RECORDED: Fidelity = {
  format: 'unknown',
  label: 'unknown',
  addresses: false,
  orderOfFrees: 'recorded',
  clock: 'none',
  threads: false,
  stacks: false,
  releaseStacks: false,
  scopes: false,
  calls: false,
  attached: false,
  sampledBytes: 0,
  pointerBytes: 8,
  pageBytes: 4096,
};

/** Turns what a parser reads into the tables of a trace, in one pass. The tables can be read at any time between two calls. */
export class TraceBuilder implements TraceSink {
  readonly trace = new Trace();
  private readonly history = new TotalHistory(this.trace.liveBytes);
  private readonly log = new EventLog(this.trace, this.history);
  private readonly ledger = new BlockLedger(this.trace);
  private readonly tally = new Tally();
  private readonly sites = new SiteInterner(this.trace.sites);
  private readonly strings = new StringInterner(this.trace.strings);
  private readonly faults = new FaultLog(this.trace.faults);
  private readonly calls = new CallLog(this.trace, this.log);
  private readonly contexts = new ContextTree(this.trace.contexts);
  private readonly warnings = new WarningLog();
  private readonly headers = new Map<string, string>();
  private adopted: TraceMeta | undefined;
  private readonly pairing = new AddressPairing(this.trace, {
    log: this.log,
    ledger: this.ledger,
    tally: this.tally,
    sites: this.sites,
    faults: this.faults,
    calls: this.calls,
    contexts: this.contexts,
    warnings: this.warnings,
  });

  /** Events of formats without addresses, in place of those of {@link TraceSink}. */
  readonly kinds = new KindPairing(this.trace, this.log, this.ledger, this.history, this.tally);

  /** @param fidelity what the format records; a parser that learns it from the file sets it as it goes. */
  constructor(public fidelity: Fidelity = NOTHING_RECORDED) {}

  /** Counts something that could not be read as meant; the place and text of the first of each kind are kept. */
  warn(kind: TraceWarning['kind'], line: number, offset: number, text: string | (() => string)): void {
    this.warnings.add(kind, line, offset, text);
  }

  /** Takes over a trace that was paired before, in place of records; `meta` are its facts. */
  takeOver(paired: Trace, meta: TraceMeta): void {
    this.trace.attach(paired.share());
    this.adopted = meta;
  }

  /** From now on the memory of the largest tables comes from there. */
  takeMemoryFrom(allocate: Allocate): void {
    this.trace.takeMemoryFrom(allocate);
    this.kinds.takeMemoryFrom(allocate);
  }

  /** Rows that are still to come: those of events that name a kind. */
  get rowsToCome(): RowsToCome {
    return this.kinds.rows;
  }

  /** Makes rows of all that was read. */
  settle(): void {
    this.kinds.count();
    this.kinds.rows.step(Infinity);
  }

  /** The input ended: closes what is open. Rows may still be to come. */
  finish(): void {
    this.kinds.count();
    this.ledger.publish();
    this.history.finish();
  }

  /** The figures of every site, where reading kept count of them; else the block rows tell. */
  figures(): SiteFiguresByMetric | undefined {
    return this.adopted === undefined ? this.kinds.figures() : undefined;
  }

  /** The small facts of the trace as read so far; brings the accounts of domains and scopes up to date. */
  meta(): TraceMeta {
    if (this.adopted !== undefined) {
      return { ...this.adopted, warnings: [...this.adopted.warnings, ...this.warnings.all] };
    }
    this.ledger.publish();
    return {
      header: Object.fromEntries(this.headers),
      fidelity: this.fidelity,
      totals: this.totals(),
      skipped: this.warnings.skipped,
      warnings: this.warnings.all,
    };
  }

  private totals(): Totals {
    const { allocations, frees, reallocations, failed, freesOfNull, temporary, unknownFrees } = this.tally;
    return {
      events: this.log.next,
      allocations,
      frees,
      reallocations,
      failed,
      freesOfNull,
      allocatedBytes: this.ledger.allocatedBytes as Bytes,
      peakBytes: this.history.peakBytes as Bytes,
      peakEvent: this.history.peakEvent >= 0 ? this.history.peakEvent : this.ledger.firstCounted(),
      liveBytes: this.ledger.totalBytes as Bytes,
      liveBlocks: this.ledger.totalBlocks,
      temporary,
      unknownFrees,
    };
  }

  // ---- Definitions ---------------------------------------------------------------------------------------------------

  header(key: string, text: string): void {
    this.headers.set(key, text);
  }

  intern(bytes: Uint8Array, from: number, to: number): StringId {
    return this.strings.intern(bytes, from, to);
  }

  module(name: StringId, buildId: StringId): ModuleId {
    const { modules } = this.trace;
    const module = modules.add();
    modules.name.set(module, name);
    modules.buildId.set(module, buildId);
    return module;
  }

  frame(
    module: ModuleId,
    offset: number,
    symbol: StringId,
    file: StringId,
    line: number,
    inlinedInto: FrameId,
  ): FrameId {
    const { frames } = this.trace;
    const frame = frames.add();
    frames.module.set(frame, module);
    frames.offset.set(frame, offset);
    frames.symbol.set(frame, symbol);
    frames.file.set(frame, file);
    frames.line.set(frame, line);
    frames.inlinedInto.set(frame, inlinedInto);
    return frame;
  }

  stack(parent: StackId, frame: FrameId): StackId {
    const { stacks } = this.trace;
    const stack = stacks.add();
    stacks.parent.set(stack, parent);
    stacks.frame.set(stack, frame);
    return stack;
  }

  domain(kind: number, backing: DomainId, name: StringId): DomainId {
    const { domains } = this.trace;
    const domain = domains.add();
    domains.kind.set(domain, kind);
    domains.backing.set(domain, backing);
    domains.name.set(domain, name);
    return domain;
  }

  command(name: StringId): CommandId {
    const command = this.trace.commands.add();
    this.trace.commands.name.set(command, name);
    return command;
  }

  nameThread(number: number, name: StringId): void {
    this.calls.nameThread(number, name);
  }

  site(stack: StackId, domain: DomainId, scope: number, alignLog2: number, zeroed: number): SiteId {
    return this.sites.intern(stack, domain, scope, alignLog2, zeroed);
  }

  // ---- State ---------------------------------------------------------------------------------------------------------

  tick(delta: Ticks): void {
    this.log.setClock((this.log.now + delta) as Ticks);
  }

  clock(now: Ticks): void {
    this.log.setClock(now);
  }

  thread(number: number): void {
    this.calls.switchTo(number);
  }

  residentSet(bytes: number): void {
    const { residentSet } = this.trace;
    const row = residentSet.add();
    residentSet.event.set(row, this.log.next);
    residentSet.bytes.set(row, bytes as Bytes);
    residentSet.time.set(row, this.log.now);
  }

  beginCall(command: CommandId, object: ObjectId, table: DomainId): void {
    this.calls.begin(command, object, table);
  }

  endCall(result: number): void {
    this.calls.end(result);
  }

  // ---- Events of formats with addresses ------------------------------------------------------------------------------

  allocate(address: Address, size: number, request: RequestAttributes): void {
    this.pairing.allocate(address, size, request);
  }

  free(address: Address, domain: DomainId | -1, stack: StackId | -1): void {
    this.pairing.free(address, domain, stack);
  }

  reallocate(old: Address, address: Address, size: number, request: RequestAttributes): void {
    this.pairing.reallocate(old, address, size, request);
  }

  notification(bytes: number, scope: number): void {
    const { notifications } = this.trace;
    const row = notifications.add();
    notifications.bytes.set(row, bytes);
    notifications.scope.set(row, scope);
    this.append(EventKind.Internal, row);
  }

  beginContext(parent: ContextId, domain: DomainId, name: StringId): ContextId {
    const context = this.contexts.begin(this.log.next, parent, domain, name);
    this.append(EventKind.ContextBegin, context);
    return context;
  }

  endContext(context: ContextId): void {
    this.pairing.endContext(context);
  }

  moveContext(context: ContextId, parent: ContextId): boolean {
    if (context !== NONE && !this.contexts.move(context, parent)) return false;
    this.move(EventKind.ContextMove, context, parent);
    return true;
  }

  steal(block: Address, owner: Address): void {
    const row = this.liveAt(block);
    const newOwner = this.liveAt(owner);
    if (row !== NONE) this.pairing.owners.put(row, newOwner);
    this.move(EventKind.Steal, row, newOwner);
  }

  adopt(from: Address, to: Address): void {
    const oldOwner = this.liveAt(from);
    const newOwner = this.liveAt(to);
    if (oldOwner !== NONE) this.pairing.owners.adopt(oldOwner, newOwner);
    this.move(EventKind.Adopt, oldOwner, newOwner);
  }

  beginObject(parent: ObjectId, name: StringId): ObjectId {
    const object = this.calls.beginObject(parent, name);
    this.append(EventKind.ObjectBegin, object);
    return object;
  }

  endObject(object: ObjectId): void {
    if (object !== NONE) this.calls.endObject(object);
    this.append(EventKind.ObjectEnd, object);
  }

  access(write: boolean, address: Address, size: number, stack: StackId): void {
    const { accesses } = this.trace;
    const row = accesses.add();
    accesses.address.set(row, address);
    accesses.size.set(row, size as Bytes);
    accesses.stack.set(row, stack);
    this.append(write ? EventKind.Write : EventKind.Read, row);
  }

  recordedFault(kind: number, block: Address, offset: number, stack: StackId, text: StringId): void {
    const row = this.faults.add(FAULT_KINDS[kind], this.log.next, block, {
      block: this.pairing.live.lastAt(block),
      offset,
      stack,
      text,
    });
    this.append(EventKind.RecordedFault, row);
  }

  mark(text: StringId): void {
    const { marks } = this.trace;
    const row = marks.add();
    marks.event.set(row, this.log.next);
    marks.text.set(row, text);
    this.append(EventKind.Mark, row);
  }

  brokenEvent(): void {
    this.append(EventKind.Broken, NONE);
  }

  brokenContext(): void {
    const { contexts } = this.trace;
    const context = contexts.add();
    contexts.birth.set(context, this.log.next);
    contexts.death.set(context, this.log.next);
    this.brokenEvent();
  }

  brokenObject(): void {
    const { objects } = this.trace;
    const object = objects.add();
    objects.birth.set(object, this.log.next);
    objects.death.set(object, this.log.next);
    this.brokenEvent();
  }

  private append(kind: EventKind, operand: number): void {
    this.log.append(kind, operand, this.ledger.totalBytes);
  }

  private move(kind: EventKind, from: number, to: number): void {
    const { moves } = this.trace;
    const row = moves.add();
    moves.from.set(row, from);
    moves.to.set(row, to);
    this.append(kind, row);
  }

  private liveAt(address: Address): BlockRow {
    return address === 0 ? (NONE as BlockRow) : this.pairing.live.newest(address);
  }
}
