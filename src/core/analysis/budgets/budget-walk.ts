import type { Budget } from '../../layers/budget';
import { AccountLedger, NO_ACCOUNT } from '../../layers/accounting-ledger';
import { TraceAccounts } from '../../layers/accounting-plan';
import { CHUNK_MASK, CHUNK_SHIFT } from '../../tables/column';
import { denseChunks } from '../../tables/dense-chunks';
import { EventKind } from '../../tables/events';
import { ALIVE, NONE, type BlockRow, type Bytes, type DomainId, type EventIndex } from '../../tables/indices';
import type { Trace } from '../../tables/trace';
import type { BudgetAnswer, BudgetPassing } from './budget-answer';
import { passingAt } from './budget-passing';
import { judged } from './judged-budget';

/** A few milliseconds of work. */
const EVENTS_AT_A_TIME = 1 << 14;

/** What a budget came to so far. */
interface Progress {
  readonly budget: Budget;
  readonly account: number;
  crossings: number;
  /** Until the first passing. */
  peakBytes: Bytes;
  transientPeakBytes: Bytes;
  first: BudgetPassing | undefined;
}

/**
 * Charges a recorded trace to its accounts, event by event, and finds the first request that each budget would have
 * refused: the same ledger as that of the accounting layer, without a heap. Each budget is answered as though it were
 * the only one.
 */
export class BudgetWalk {
  private readonly plan: TraceAccounts;
  private readonly ledger: AccountLedger;
  private readonly progress: Progress[];
  private event = 0;
  private nextRow = 1;
  private nextSilent = 0;
  private readonly knowsPlaces: boolean;

  /** @param budgets of requested bytes; others are left out */
  constructor(
    private readonly trace: Trace,
    budgets: readonly Budget[] = [],
  ) {
    this.plan = new TraceAccounts(trace, budgets);
    this.progress = this.plan.budgets.map((budget, id) => {
      const account = this.plan.numberOf({ kind: 'budget', id });
      // Both limits: one finds the first request without room, the other counts crossings.
      this.plan.limits.push({ account, mode: budget.mode === 'hard' ? 'soft' : 'hard', limitBytes: budget.limitBytes });
      const nothing = 0 as Bytes;
      return { budget, account, crossings: 0, peakBytes: nothing, transientPeakBytes: nothing, first: undefined };
    });
    this.ledger = new AccountLedger(this.plan, (account) => {
      const crossing = this.progress.find((each) => each.account === account);
      if (crossing !== undefined) crossing.crossings++;
    });
    this.knowsPlaces = trace.blocks.address.chunks.some((chunk) => chunk !== undefined);
  }

  /** Takes in up to `maxEvents` more events; true when all are in. */
  step(maxEvents: number): boolean {
    const { trace } = this;
    const kinds = denseChunks(trace.events.kind);
    const operands = denseChunks(trace.events.operand);
    const births = denseChunks(trace.blocks.birth);
    const rows = trace.blocks.length;
    const end = Math.min(trace.events.length, this.event + maxEvents);
    let silentAt = this.silentEvent();
    let nextBirth = birthOf(births, this.nextRow, rows);
    for (let event = this.event; event < end; event++) {
      if (event === silentAt) silentAt = this.endSilently(event);
      const kind = kinds[event >>> CHUNK_SHIFT][event & CHUNK_MASK];
      const operand = operands[event >>> CHUNK_SHIFT][event & CHUNK_MASK] as BlockRow;
      if (kind === EventKind.Free || kind === EventKind.ReallocateToNothing) this.release(operand);
      // Rows begin in order: that of the event, and what moved along with it.
      while (nextBirth === event) {
        const row = this.nextRow++ as BlockRow;
        const isAsked = row === operand && kind <= EventKind.Reallocate;
        const previous = isAsked && kind === EventKind.Reallocate ? trace.blocks.previous.get(row) : (NONE as BlockRow);
        if (previous !== NONE) this.exchange(previous, row, event);
        else this.begin(row, isAsked ? event : -1);
        nextBirth = birthOf(births, this.nextRow, rows);
      }
    }
    this.event = end;
    return end === trace.events.length;
  }

  /** `event` −1: nobody asked for it, it moved with its backing block. */
  private begin(row: BlockRow, event: number): void {
    const { trace, ledger } = this;
    const site = trace.blocks.site.get(row);
    const context = trace.blocks.context.get(row);
    const bytes = trace.sizeOf(row);
    if (event >= 0) {
      for (let account; (account = ledger.refusing(site, context, bytes)) !== NO_ACCOUNT;)
        this.passed(account, row, event);
    }
    ledger.charge(site, context, bytes);
  }

  private exchange(from: BlockRow, to: BlockRow, event: number): void {
    const { blocks } = this.trace;
    const old = { bytes: this.trace.sizeOf(from), site: blocks.site.get(from), context: blocks.context.get(from) };
    const [bytes, site, context] = [this.trace.sizeOf(to), blocks.site.get(to), blocks.context.get(to)];
    const refusing = (): number => this.ledger.refusingExchange(old, site, context, bytes);
    for (let account; (account = refusing()) !== NO_ACCOUNT;) this.passed(account, to, event);
    const isMoved = this.knowsPlaces && blocks.address.get(from) !== blocks.address.get(to);
    this.ledger.exchange(old, site, context, bytes, isMoved);
  }

  private release(row: BlockRow): void {
    const { blocks } = this.trace;
    this.ledger.release(blocks.site.get(row), blocks.context.get(row), this.trace.sizeOf(row));
  }

  private silentEvent(): number {
    const { silentEnds } = this.trace;
    return this.nextSilent < silentEnds.length ? silentEnds.event.get(this.nextSilent) : -1;
  }

  private endSilently(event: number): number {
    let next = event;
    while (next === event) {
      this.release(this.trace.silentEnds.block.get(this.nextSilent++));
      next = this.silentEvent();
    }
    return next;
  }

  /** A budget has no room for `row` for the first time. */
  private passed(account: number, row: BlockRow, event: number): void {
    this.ledger.disarm(account);
    const progress = this.progress.find((each) => each.account === account);
    if (progress === undefined) return;
    const { liveBytes, peakBytes, transientPeakBytes } = this.ledger.figuresOf(account);
    progress.peakBytes = peakBytes;
    progress.transientPeakBytes = transientPeakBytes;
    progress.first = this.passing(event as EventIndex, row, liveBytes);
  }

  /** The request of `row` with what is held now. */
  passing(event: EventIndex, row: BlockRow, heldBytes: Bytes): BudgetPassing {
    return passingAt(this.trace, this.plan, this.ledger, { event, row, heldBytes });
  }

  /** The most that was held at once with moving blocks counted twice, over the whole trace: of its total. */
  transientPeak(): Bytes {
    return this.ledger.figuresOf(this.plan.numberOf({ kind: 'total', id: 0 })).transientPeakBytes;
  }

  /** The most that each domain and each scope held so far. */
  peaks(): { readonly domains: ReadonlyMap<DomainId, Bytes>; readonly scopes: ReadonlyMap<number, Bytes> } {
    const domains = new Map<DomainId, Bytes>();
    const scopes = new Map<number, Bytes>();
    this.plan.keys.forEach(({ kind, id }, account) => {
      const { peakBytes } = this.ledger.figuresOf(account);
      if (kind === 'domain') domains.set(id as DomainId, peakBytes);
      if (kind === 'scope') scopes.set(id, peakBytes);
    });
    return { domains, scopes };
  }

  /** What the budgets came to; of the whole trace once `step` has said true. */
  answers(): readonly BudgetAnswer[] {
    return this.progress.map((progress) => {
      const { budget, account, first, crossings } = progress;
      const { peakBytes, transientPeakBytes } = this.ledger.figuresOf(account);
      return judged(budget, { peakBytes, transientPeakBytes, before: progress, crossings, first });
    });
  }
}

function birthOf(births: readonly Uint32Array[], row: number, rows: number): number {
  return row < rows ? births[row >>> CHUNK_SHIFT][row & CHUNK_MASK] : ALIVE;
}

/** What `ledger` would say just before `event`, which gave block `row`: who held the memory then. */
export function* passingBefore(
  trace: Trace,
  event: EventIndex,
  row: BlockRow,
  heldBytes: Bytes,
): Generator<void, BudgetPassing> {
  const walk = new BudgetWalk(trace);
  for (let at = 0; at < event; at += EVENTS_AT_A_TIME) {
    walk.step(Math.min(EVENTS_AT_A_TIME, event - at));
    yield;
  }
  return walk.passing(event, row, heldBytes);
}

/** The answers to budgets of requested bytes, the innermost first. */
export function* answerRequested(trace: Trace, budgets: readonly Budget[]): Generator<void, readonly BudgetAnswer[]> {
  const walk = new BudgetWalk(trace, budgets);
  while (!walk.step(EVENTS_AT_A_TIME)) yield;
  return walk.answers();
}
