import { FAULT_KINDS } from '../../faults/kinds';
import { CHUNK_MASK, CHUNK_SHIFT } from '../../tables/column';
import { denseChunks } from '../../tables/dense-chunks';
import { beginsBlock, EventKind } from '../../tables/events';
import {
  NONE,
  type BlockRow,
  type CallId,
  type DomainId,
  type EventIndex,
  type FaultRow,
  type SiteId,
  type ThreadId,
} from '../../tables/indices';
import { RunCursor } from '../../tables/run-cursor';
import type { Trace } from '../../tables/trace';
import type { TraceMeta } from '../../tables/trace-meta';
import { BudgetRules } from './budget-rules';
import { CallRules } from './call-rules';
import type { Callback } from './callback';
import { checkDestructions } from './destroy-rules';
import { InternalRules } from './internal-rules';
import { LifetimeRules } from './lifetime-rules';
import { OverlapRules } from './overlap-rules';
import { PlaceRules } from './place-rules';
import { ReleaseRules } from './release-rules';
import { RequestRules } from './request-rules';
import { RuleContext } from './rule-context';
import type { RuleOptions } from './scope-budget';
import { RuleFindings } from './rule-findings';
import { SiteKind } from './vulkan-tables';
import { TableRules } from './table-rules';
import { ThreadRules } from './thread-rules';

const MISMATCHED = FAULT_KINDS.indexOf('mismatched-free');
/** Events between two pauses; a whole number of them makes a chunk of the table. */
const PORTION = 1 << 15;

/** Checks a trace against VKM-01 … VKM-60 in one walk over its events. Yields within the work. */
export function* checkRules(
  trace: Trace,
  meta: TraceMeta,
  options: RuleOptions = { budgets: [] },
): Generator<undefined, RuleFindings> {
  const context = new RuleContext(trace, meta, options);
  if (context.isOfVulkan) {
    const walk = new RuleWalk(context);
    for (let event = 0; event < trace.events.length; event += PORTION) {
      walk.step(event, Math.min(trace.events.length, event + PORTION));
      yield undefined;
    }
    walk.finish();
  }
  return new RuleFindings(trace, context.rows, context.missing, context.isOfVulkan);
}

/** The walk: hands each event that concerns Vulkan to the rules, in order. */
class RuleWalk {
  private readonly requests: RequestRules;
  private readonly overlaps: OverlapRules;
  private readonly releases: ReleaseRules;
  private readonly lifetimes: LifetimeRules;
  private readonly places: PlaceRules;
  private readonly tables: TableRules;
  private readonly threads: ThreadRules;
  private readonly calls: CallRules;
  private readonly internals: InternalRules;
  private readonly budgets: BudgetRules;
  private readonly callRuns: RunCursor<CallId>;
  private readonly threadRuns: RunCursor<ThreadId>;
  private readonly callback: Callback;
  private nextFault = 1 as FaultRow;
  private nextSilentEnd = 0;
  /** The events of the next fault and the next silent end; −1: there is none. */
  private faultAt = -1;
  private silentAt = -1;
  /** The domain that a mismatched release of this event went through. */
  private through = NONE as DomainId;

  constructor(private readonly context: RuleContext) {
    this.requests = new RequestRules(context);
    this.overlaps = new OverlapRules(context);
    this.releases = new ReleaseRules(context, this.overlaps);
    this.lifetimes = new LifetimeRules(context);
    this.places = new PlaceRules(context, this.lifetimes);
    this.tables = new TableRules(context);
    this.threads = new ThreadRules(context);
    this.calls = new CallRules(context);
    this.internals = new InternalRules(context);
    this.budgets = new BudgetRules(context);
    this.callRuns = new RunCursor(context.trace.callRuns);
    this.threadRuns = new RunCursor(context.trace.threadRuns);
    this.callback = {
      event: 0 as EventIndex,
      call: NONE as CallId,
      thread: NONE as ThreadId,
      domain: NONE as DomainId,
      block: NONE as BlockRow,
    };
    this.findAside();
  }

  /** Looks at events `from` … before `to`, which stand in one chunk of the table. */
  step(from: number, to: number): void {
    const { trace, tables } = this.context;
    const kinds = denseChunks(trace.events.kind)[from >>> CHUNK_SHIFT];
    const operands = denseChunks(trace.events.operand)[from >>> CHUNK_SHIFT];
    const sites = denseChunks(trace.blocks.site);
    const { siteKind } = tables;
    for (let event = from; event < to; event++) {
      const kind = kinds[event & CHUNK_MASK] as EventKind;
      if (event === this.faultAt || event === this.silentAt) this.lookAside(event as EventIndex);
      if (kind > EventKind.Internal) continue;
      const operand = operands[event & CHUNK_MASK];
      if (kind > EventKind.Reallocate) {
        this.other(event as EventIndex, kind, operand);
        continue;
      }
      const site = sites[operand >>> CHUNK_SHIFT][operand & CHUNK_MASK];
      if (siteKind[site] === SiteKind.callback) {
        this.handled(event as EventIndex, kind, operand as BlockRow, site as SiteId);
      } else if (this.through !== NONE) this.releasedForeign(event as EventIndex, operand as BlockRow);
      else if (siteKind[site] === SiteKind.bypass && beginsBlock(kind)) this.bypassed(event, operand as BlockRow);
      this.through = NONE as DomainId;
    }
  }

  finish(): void {
    this.calls.finish();
    this.lifetimes.finish();
    this.internals.finish();
    checkDestructions(this.context);
  }

  /** A Vulkan block begins or ends. */
  private handled(event: EventIndex, kind: EventKind, block: BlockRow, site: SiteId): void {
    const { callback } = this;
    this.enter(event);
    callback.domain = this.context.trace.sites.domain.get(site);
    callback.block = block;
    if (beginsBlock(kind)) {
      this.used(false);
      this.given(kind);
      return;
    }
    if (this.through !== NONE) callback.domain = this.through;
    if (this.context.tables.isTable(callback.domain)) this.used(true);
    this.freed();
  }

  /** A release went through another domain than the block's, and what is there now is of no Vulkan table. */
  private releasedForeign(event: EventIndex, block: BlockRow): void {
    const { trace, tables } = this.context;
    const previous = trace.blocks.previous.get(block);
    if (trace.blocks.birth.get(block) === event && this.isCallback(previous)) this.ended(previous);
    if (!tables.isTable(this.through)) return;
    this.enter(event);
    this.callback.domain = this.through;
    this.callback.block = block;
    this.used(true);
  }

  private bypassed(event: number, block: BlockRow): void {
    const call = this.callRuns.at(event);
    if (call !== NONE) this.calls.bypass(call, this.context.trace.sizeOf(block));
  }

  private enter(event: EventIndex): void {
    this.callback.event = event;
    this.callback.call = this.callRuns.at(event);
  }

  private used(isRelease: boolean): void {
    this.callback.thread = this.threadRuns.at(this.callback.event);
    this.calls.used(this.callback);
    this.threads.used(this.callback, isRelease);
  }

  private given(kind: EventKind): void {
    const { callback } = this;
    const previous = this.context.trace.blocks.previous.get(callback.block);
    if (kind === EventKind.Reallocate && previous !== NONE) {
      this.overlaps.moved(callback, previous);
      this.ended(previous);
    }
    this.requests.given(callback, kind);
    this.overlaps.begin(callback);
    this.lifetimes.given(callback);
    this.places.given(callback);
    this.tables.given(callback);
    this.calls.given(callback);
    this.budgets.given(callback);
  }

  private freed(): void {
    this.places.freed(this.callback);
    if (this.context.tables.isTable(this.callback.domain)) this.tables.freed(this.callback);
    this.ended(this.callback.block);
  }

  private ended(block: BlockRow): void {
    this.overlaps.end(block);
    this.budgets.ended(block);
  }

  /** Requests without a block, and notifications. */
  private other(event: EventIndex, kind: EventKind, operand: number): void {
    const { trace, tables } = this.context;
    const { callback } = this;
    this.enter(event);
    callback.block = NONE as BlockRow;
    if (kind === EventKind.Internal) {
      const bytes = trace.notifications.bytes.get(operand);
      this.internals.announced(callback.event, callback.call, trace.notifications.scope.get(operand), bytes);
    } else if (kind === EventKind.FreeUnknown) {
      callback.domain = trace.faults.domain.get(operand as FaultRow);
      if (tables.isTable(callback.domain)) this.used(true);
    } else if (kind === EventKind.FreeNull && tables.isTable(operand as DomainId)) {
      callback.domain = operand as DomainId;
      this.used(true);
      this.requests.freedNothing(callback);
    } else if (kind === EventKind.AllocateFailed || kind === EventKind.ReallocateFailed) {
      this.failed(kind, operand);
    }
  }

  private failed(kind: EventKind, request: number): void {
    const { requests, sites } = this.context.trace;
    const { callback } = this;
    const site = requests.site.get(request);
    callback.domain = sites.domain.get(site);
    if (!this.context.tables.isTable(callback.domain)) return;
    this.used(false);
    this.requests.failed(callback, kind, requests.size.get(request));
    this.calls.failed(callback, site, requests.size.get(request));
  }

  private isCallback(block: BlockRow): boolean {
    return this.context.tables.siteKind[this.context.trace.blocks.site.get(block)] === SiteKind.callback;
  }

  private findAside(): void {
    const { faults, silentEnds } = this.context.trace;
    this.faultAt = this.nextFault < faults.length ? faults.event.get(this.nextFault) : -1;
    this.silentAt = this.nextSilentEnd < silentEnds.length ? silentEnds.event.get(this.nextSilentEnd) : -1;
  }

  /** What an event did beside its operand. */
  private lookAside(event: EventIndex): void {
    const { silentEnds, faults } = this.context.trace;
    while (this.faultAt === event) {
      if (faults.kind.get(this.nextFault) === MISMATCHED) this.through = faults.domain.get(this.nextFault);
      this.releases.fault(this.nextFault++ as FaultRow, event, this.callRuns.at(event));
      this.findAside();
    }
    while (this.silentAt === event) {
      const block = silentEnds.block.get(this.nextSilentEnd++);
      if (this.isCallback(block)) this.ended(block);
      this.findAside();
    }
  }
}
