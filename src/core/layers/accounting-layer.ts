import { NO_ROOM } from '../engines/engine';
import type { HeapWord } from '../heap/heap-memory';
import { NONE, type ContextId, type DomainId, type SiteId, type StackId } from '../tables/indices';
import { type AccountLedger, NO_ACCOUNT } from './accounting-ledger';
import { BlockNotes, noteAt } from './block-notes';
import type { Layer } from './layer';
import { StateReader, StateWriter } from './state-writer';

/**
 * Charges every block to its accounts and keeps the budgets: a request that would pass a hard one is refused before
 * anything below hears of it (rows ). What it knows of blocks stands beside the heap, so the heap is
 * the same with and without it.
 *
 * Budgets limit what is held after a request. That a reallocation holds both places of a moving block for an instant is
 * known only once it has moved; it is counted as transient peak and refused by no budget.
 */
export class AccountingLayer implements Layer {
  /** Bytes asked for + 1, and the site. */
  private readonly notes = new BlockNotes();
  /** The context, where there is one. */
  private readonly contexts = new BlockNotes();
  private hasContexts = false;

  /** @param refused told which account had no room for how many bytes, and who asked */
  constructor(
    private readonly below: Layer,
    readonly ledger: AccountLedger,
    private readonly refused: (account: number, bytes: number, site: SiteId) => void = () => undefined,
  ) {}

  alloc(bytes: number, alignLog2: number, site: SiteId, context: ContextId): HeapWord {
    const account = this.ledger.refusing(site, context, bytes);
    if (account !== NO_ACCOUNT) {
      this.refused(account, bytes, site);
      return NO_ROOM;
    }
    const block = this.below.alloc(bytes, alignLog2, site, context);
    if (block === NO_ROOM) return NO_ROOM;
    this.note(block, bytes, site, context);
    this.ledger.charge(site, context, bytes);
    return block;
  }

  realloc(block: HeapWord, bytes: number, alignLog2: number, site: SiteId, context: ContextId): HeapWord {
    const { ledger } = this;
    const oldBytes = this.notes.first(block) - 1;
    // Not ours: what is below says what it is.
    if (oldBytes < 0) return this.below.realloc(block, bytes, alignLog2, site, context);
    const oldSite = this.notes.second(block) as SiteId;
    const oldContext = this.contextOf(block);
    const account = ledger.refusingExchange(oldSite, oldContext, oldBytes, site, context, bytes);
    if (account !== NO_ACCOUNT) {
      this.refused(account, bytes, site);
      return NO_ROOM;
    }
    const now = this.below.realloc(block, bytes, alignLog2, site, context);
    if (now === NO_ROOM) return NO_ROOM;
    this.forget(block);
    this.note(now, bytes, site, context);
    ledger.exchange(oldSite, oldContext, oldBytes, site, context, bytes, now !== block);
    return now;
  }

  free(block: HeapWord, domain: DomainId, stack: StackId): void {
    const page = this.notes.pageOf(block);
    const at = noteAt(block);
    if (page[at] !== 0) {
      this.ledger.release(page[at + 1] as SiteId, this.contextOf(block), page[at] - 1);
      page[at] = 0;
      page[at + 1] = 0;
      this.forgetContext(block);
    }
    this.below.free(block, domain, stack);
  }

  private contextOf(block: HeapWord): ContextId {
    return (this.hasContexts ? this.contexts.first(block) : NONE) as ContextId;
  }

  private note(block: HeapWord, bytes: number, site: SiteId, context: ContextId): void {
    this.notes.set(block, bytes + 1, site);
    if (context === NONE) return;
    this.hasContexts = true;
    this.contexts.set(block, context, 0);
  }

  private forget(block: HeapWord): void {
    this.notes.set(block, 0, 0);
    this.forgetContext(block);
  }

  private forgetContext(block: HeapWord): void {
    if (this.hasContexts && this.contexts.first(block) !== NONE) this.contexts.set(block, 0, 0);
  }

  saveState(): Uint8Array {
    const writer = new StateWriter(this.below.saveState());
    this.notes.save(writer);
    this.contexts.save(writer);
    this.ledger.save(writer);
    return writer.finish();
  }

  restoreState(state: Uint8Array): void {
    const reader = new StateReader(state);
    this.below.restoreState(reader.below);
    this.notes.restore(reader);
    this.contexts.restore(reader);
    this.hasContexts = true;
    this.ledger.restore(reader);
  }

  reset(): void {
    this.notes.clear();
    this.contexts.clear();
    this.ledger.reset();
    this.below.reset();
  }
}
