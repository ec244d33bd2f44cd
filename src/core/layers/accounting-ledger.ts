import { NONE, type Bytes, type ContextId, type SiteId } from '../tables/indices';
import type { AccountPlan } from './accounting-plan';
import type { StateReader, StateWriter } from './state-writer';

// One account, side by side: a charge touches one cache line.
const LIVE = 0;
const PEAK = 1;
/** The most while a block and the place that it is moved to both stand. */
const HUMP = 2;
const HARD = 3;
const SOFT = 4;
/** 1 while live is above the soft limit. */
const OVER = 5;
const BLOCKS = 6;
const STRIDE_LOG2 = 3;
const STRIDE = 1 << STRIDE_LOG2;

/** No account: 0, whose figures nobody reads. */
export const NO_ACCOUNT = 0;

/** A block as its accounts know it. */
export interface ChargedBlock {
  /** As they were asked for. */
  bytes: number;
  site: SiteId;
  context: ContextId;
}

/** What an account holds. Bytes as requested. */
export interface AccountFigures {
  readonly liveBytes: Bytes;
  readonly liveBlocks: number;
  readonly peakBytes: Bytes;
  /** As `peakBytes`, counting both places of a block while it is moved. */
  readonly transientPeakBytes: Bytes;
}

/**
 * Live bytes, peaks and limits of every account: by allocator, scope, component, context, of the heap, and of each
 * budget. A request is charged to the accounts of its site and of its context with those around it. Requests of one set
 * of accounts mostly come in runs: unless there are limits to keep, its accounts hear of a run as a whole. Numbers in
 * typed arrays; nothing is made while it runs.
 */
export class AccountLedger {
  private figures = new Float64Array(0);
  /** Those of the plan. */
  private setOf: Int32Array = new Int32Array(0);
  private first: Int32Array = new Int32Array(2);
  private list: Int32Array = new Int32Array(0);
  private canRefuse = false;
  /** There are limits: accounts hear of every request at once. */
  private isWatched = false;
  /**
   * The run of requests of one set that its accounts have not heard of: bytes, the most that they came to, the most with
   * both places of a block that moved, blocks.
   */
  private runSet = 0;
  private runBytes = 0;
  private runCrest = 0;
  private runHump = 0;
  private runBlocks = 0;

  /** @param crossed told when an account passes its soft limit from below */
  constructor(
    private readonly plan: AccountPlan,
    private readonly crossed: (account: number) => void = () => undefined,
  ) {
    this.learn();
  }

  /** Takes in sites and contexts that were added. */
  learn(): void {
    this.endRun();
    this.plan.learn();
    this.setOf = this.plan.setOf;
    this.first = this.plan.first;
    this.list = this.plan.list;
    this.isWatched = this.plan.limits.length > 0;
    const length = this.plan.accounts * STRIDE;
    if (length <= this.figures.length) return;
    const known = this.figures.length;
    const wider = new Float64Array(2 * length);
    wider.set(this.figures);
    for (let at = known; at < wider.length; at += STRIDE) {
      wider[at + HARD] = Infinity;
      wider[at + SOFT] = Infinity;
    }
    this.figures = wider;
    for (const { account, mode, limitBytes } of this.plan.limits) {
      if (account * STRIDE < known) continue;
      this.figures[(account << STRIDE_LOG2) + (mode === 'hard' ? HARD : SOFT)] = limitBytes;
      if (mode === 'hard') this.canRefuse = true;
    }
  }

  /** The innermost account that has no room for `bytes` more, or {@link NO_ACCOUNT}. */
  refusing(site: SiteId, context: ContextId, bytes: number): number {
    return this.canRefuse ? this.innermostRefusing(site, context, bytes) : NO_ACCOUNT;
  }

  private innermostRefusing(site: SiteId, context: ContextId, bytes: number): number {
    const { figures, first, list } = this;
    const { contextParent, contextAccount, contextBudget } = this.plan;
    for (let c: number = context; c !== NONE; c = contextParent[c]) {
      if (hasNoRoom(figures, contextBudget[c], bytes)) return contextBudget[c];
      if (hasNoRoom(figures, contextAccount[c], bytes)) return contextAccount[c];
    }
    const set = this.setOf[site];
    for (let i = first[set]; i < first[set + 1]; i++) if (hasNoRoom(figures, list[i], bytes)) return list[i];
    return NO_ACCOUNT;
  }

  /** A block of `bytes` was given. */
  charge(site: SiteId, context: ContextId, bytes: number): void {
    const set = this.setOf[site];
    if (set !== this.runSet) this.beginRun(set);
    this.runBytes += bytes;
    this.runBlocks++;
    if (this.runBytes > this.runCrest) this.runCrest = this.runBytes;
    if (this.isWatched) this.endRun();
    if (context !== NONE) this.chargeContexts(context, bytes);
  }

  private chargeContexts(context: ContextId, bytes: number): void {
    this.addToContexts(context, bytes, 1);
    this.settleContexts(context);
  }

  /** A block of `bytes` went. */
  release(site: SiteId, context: ContextId, bytes: number): void {
    const set = this.setOf[site];
    if (set !== this.runSet) this.beginRun(set);
    this.runBytes -= bytes;
    this.runBlocks--;
    if (this.isWatched) this.endRun();
    if (context !== NONE) this.releaseContexts(context, bytes);
  }

  private releaseContexts(context: ContextId, bytes: number): void {
    this.addToContexts(context, -bytes, -1);
    this.ebbContexts(context);
  }

  private beginRun(set: number): void {
    this.endRun();
    this.runSet = set;
  }

  /** Tells the accounts. */
  private endRun(): void {
    const { figures, first, list, runSet, runBytes, runCrest, runHump, runBlocks } = this;
    for (let i = first[runSet]; i < first[runSet + 1]; i++) {
      const at = list[i] << STRIDE_LOG2;
      const before = figures[at + LIVE];
      const most = before + runCrest;
      const live = before + runBytes;
      figures[at + LIVE] = live;
      figures[at + BLOCKS] += runBlocks;
      if (most > figures[at + PEAK]) figures[at + PEAK] = most;
      if (before + runHump > figures[at + HUMP]) figures[at + HUMP] = before + runHump;
      if (most > figures[at + SOFT]) this.pass(list[i]);
      if (figures[at + OVER] !== 0 && live <= figures[at + SOFT]) figures[at + OVER] = 0;
    }
    this.runBytes = 0;
    this.runCrest = 0;
    this.runHump = 0;
    this.runBlocks = 0;
  }

  /** As {@link refusing}, where block `old` goes for the new one. */
  refusingExchange(old: ChargedBlock, site: SiteId, context: ContextId, bytes: number): number {
    if (!this.canRefuse) return NO_ACCOUNT;
    this.add(old.site, old.context, -old.bytes, -1);
    const account = this.refusing(site, context, bytes);
    this.add(old.site, old.context, old.bytes, 1);
    return account;
  }

  /** Block `old` was reallocated. `isMoved`: for an instant both its places stood. */
  exchange(old: ChargedBlock, site: SiteId, context: ContextId, bytes: number, isMoved: boolean): void {
    const set = this.setOf[site];
    const isOneSet = set === this.setOf[old.site] && old.context === NONE && context === NONE;
    if (isOneSet && !this.isWatched) {
      if (set !== this.runSet) this.beginRun(set);
      if (isMoved && this.runBytes + bytes > this.runHump) this.runHump = this.runBytes + bytes;
      this.runBytes += bytes - old.bytes;
      if (this.runBytes > this.runCrest) this.runCrest = this.runBytes;
      return;
    }
    this.endRun();
    this.add(site, context, bytes, 1);
    if (isMoved) this.hump(site, context);
    this.add(old.site, old.context, -old.bytes, -1);
    this.ebb(old.site, old.context);
    this.settle(site, context);
  }

  private add(site: SiteId, context: ContextId, bytes: number, blocks: number): void {
    const { figures, first, list } = this;
    const set = this.setOf[site];
    for (let i = first[set]; i < first[set + 1]; i++) {
      figures[(list[i] << STRIDE_LOG2) + LIVE] += bytes;
      figures[(list[i] << STRIDE_LOG2) + BLOCKS] += blocks;
    }
    if (context !== NONE) this.addToContexts(context, bytes, blocks);
  }

  private addToContexts(context: ContextId, bytes: number, blocks: number): void {
    const { figures } = this;
    const { contextParent, contextAccount, contextBudget } = this.plan;
    for (let c: number = context; c !== NONE; c = contextParent[c]) {
      figures[(contextAccount[c] << STRIDE_LOG2) + LIVE] += bytes;
      figures[(contextAccount[c] << STRIDE_LOG2) + BLOCKS] += blocks;
      figures[(contextBudget[c] << STRIDE_LOG2) + LIVE] += bytes;
      figures[(contextBudget[c] << STRIDE_LOG2) + BLOCKS] += blocks;
    }
  }

  /** Notes peaks and crossings of what was just charged. */
  private settle(site: SiteId, context: ContextId): void {
    const { first, list } = this;
    const set = this.setOf[site];
    for (let i = first[set]; i < first[set + 1]; i++) this.rise(list[i]);
    if (context !== NONE) this.settleContexts(context);
  }

  private settleContexts(context: ContextId): void {
    const { contextParent, contextAccount, contextBudget } = this.plan;
    for (let c: number = context; c !== NONE; c = contextParent[c]) {
      this.rise(contextAccount[c]);
      if (contextBudget[c] !== NO_ACCOUNT) this.rise(contextBudget[c]);
    }
  }

  private rise(account: number): void {
    const { figures } = this;
    const at = account << STRIDE_LOG2;
    const live = figures[at + LIVE];
    if (live > figures[at + PEAK]) figures[at + PEAK] = live;
    if (live > figures[at + SOFT]) this.pass(account);
  }

  /** The account is above its soft limit: news only where it was not before. */
  private pass(account: number): void {
    if (this.figures[(account << STRIDE_LOG2) + OVER] !== 0) return;
    this.figures[(account << STRIDE_LOG2) + OVER] = 1;
    this.crossed(account);
  }

  /** What fell to its soft limit may cross it again. */
  private ebb(site: SiteId, context: ContextId): void {
    const { figures, first, list } = this;
    const set = this.setOf[site];
    for (let i = first[set]; i < first[set + 1]; i++) {
      const at = list[i] << STRIDE_LOG2;
      if (figures[at + LIVE] <= figures[at + SOFT]) figures[at + OVER] = 0;
    }
    if (context !== NONE) this.ebbContexts(context);
  }

  private ebbContexts(context: ContextId): void {
    const { figures } = this;
    const { contextParent, contextBudget } = this.plan;
    for (let c: number = context; c !== NONE; c = contextParent[c]) {
      const at = contextBudget[c] << STRIDE_LOG2;
      if (figures[at + LIVE] <= figures[at + SOFT]) figures[at + OVER] = 0;
    }
  }

  private hump(site: SiteId, context: ContextId): void {
    const { figures, first, list } = this;
    const { contextParent, contextAccount, contextBudget } = this.plan;
    const set = this.setOf[site];
    for (let i = first[set]; i < first[set + 1]; i++) raiseHump(figures, list[i]);
    for (let c: number = context; c !== NONE; c = contextParent[c]) {
      raiseHump(figures, contextAccount[c]);
      raiseHump(figures, contextBudget[c]);
    }
  }

  /** The account refuses nothing any more. */
  disarm(account: number): void {
    this.figures[(account << STRIDE_LOG2) + HARD] = Infinity;
  }

  figuresOf(account: number): AccountFigures {
    this.endRun();
    const at = account << STRIDE_LOG2;
    const { figures } = this;
    return {
      liveBytes: figures[at + LIVE] as Bytes,
      liveBlocks: figures[at + BLOCKS],
      peakBytes: figures[at + PEAK] as Bytes,
      transientPeakBytes: Math.max(figures[at + PEAK], figures[at + HUMP]) as Bytes,
    };
  }

  save(writer: StateWriter): void {
    this.endRun();
    const { figures } = this;
    const length = this.plan.accounts * STRIDE;
    writer.put(length);
    for (let at = STRIDE; at < length; at += STRIDE) {
      writer.put(figures[at + LIVE]);
      writer.put(figures[at + PEAK]);
      writer.put(figures[at + HUMP]);
      writer.put(figures[at + OVER]);
      writer.put(figures[at + BLOCKS]);
    }
  }

  restore(reader: StateReader): void {
    const { figures } = this;
    this.reset();
    const length = reader.next();
    for (let at = STRIDE; at < length; at += STRIDE) {
      figures[at + LIVE] = reader.next();
      figures[at + PEAK] = reader.next();
      figures[at + HUMP] = reader.next();
      figures[at + OVER] = reader.next();
      figures[at + BLOCKS] = reader.next();
    }
  }

  /** Nothing is live and nothing ever was; limits stay. */
  reset(): void {
    this.endRun();
    const { figures } = this;
    for (let at = 0; at < figures.length; at += STRIDE) {
      figures[at + LIVE] = 0;
      figures[at + PEAK] = 0;
      figures[at + HUMP] = 0;
      figures[at + OVER] = 0;
      figures[at + BLOCKS] = 0;
    }
  }
}

function hasNoRoom(figures: Float64Array, account: number, bytes: number): boolean {
  return figures[(account << STRIDE_LOG2) + LIVE] + bytes > figures[(account << STRIDE_LOG2) + HARD];
}

function raiseHump(figures: Float64Array, account: number): void {
  const at = account << STRIDE_LOG2;
  if (figures[at + LIVE] > figures[at + HUMP]) figures[at + HUMP] = figures[at + LIVE];
}
