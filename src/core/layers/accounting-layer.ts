import { NO_ROOM } from '../engines/engine';
import type { HeapWord } from '../heap/heap-memory';
import { NONE, type ContextId, type DomainId, type SiteId, type StackId } from '../tables/indices';
import { type AccountLedger, type ChargedBlock, NO_ACCOUNT } from './accounting-ledger';
import type { Layer } from './layer';
import { StateReader, StateWriter } from './state-writer';

/**
 * Charges every block to its accounts and keeps the budgets: a request that would pass a hard one is refused before
 * anything below hears of it (rows R-05, R-65, R-66). It keeps nothing of blocks, in the heap or beside it: whoever calls
 * says what the block is (as C++'s sized deallocation does), so the heap is the same with and without it.
 *
 * Budgets limit what is held after a request. That a reallocation holds both places of a moving block for an instant is
 * known only once it has moved; it is counted as transient peak and refused by no budget.
 */
export class AccountingLayer implements Layer {
  /** The block that the next `free` or `realloc` names, for the caller to fill in; −1 bytes: nothing is live there. */
  readonly named: ChargedBlock = { bytes: -1, site: NONE as SiteId, context: NONE as ContextId };

  /** @param refused told which account had no room for how many bytes, and who asked */
  constructor(
    private readonly below: Layer,
    readonly ledger: AccountLedger,
    private readonly refused: (account: number, bytes: number, site: SiteId) => void = () => undefined,
  ) {}

  alloc(bytes: number, alignLog2: number, site: SiteId, context: ContextId): HeapWord {
    const { ledger } = this;
    const account = ledger.refusing(site, context, bytes);
    if (account !== NO_ACCOUNT) {
      this.refused(account, bytes, site);
      return NO_ROOM;
    }
    const block = this.below.alloc(bytes, alignLog2, site, context);
    if (block !== NO_ROOM) ledger.charge(site, context, bytes);
    return block;
  }

  realloc(block: HeapWord, bytes: number, alignLog2: number, site: SiteId, context: ContextId): HeapWord {
    const { ledger, named } = this;
    // Nobody's: what is below says what it is.
    if (named.bytes < 0) return this.below.realloc(block, bytes, alignLog2, site, context);
    const account = ledger.refusingExchange(named, site, context, bytes);
    if (account !== NO_ACCOUNT) {
      this.refused(account, bytes, site);
      return NO_ROOM;
    }
    const now = this.below.realloc(block, bytes, alignLog2, site, context);
    if (now !== NO_ROOM) ledger.exchange(named, site, context, bytes, now !== block);
    return now;
  }

  free(block: HeapWord, domain: DomainId, stack: StackId): void {
    const { named } = this;
    if (named.bytes >= 0) this.ledger.release(named.site, named.context, named.bytes);
    this.below.free(block, domain, stack);
  }

  saveState(): Uint8Array {
    const writer = new StateWriter(this.below.saveState());
    this.ledger.save(writer);
    return writer.finish();
  }

  restoreState(state: Uint8Array): void {
    const reader = new StateReader(state);
    this.below.restoreState(reader.below);
    this.ledger.restore(reader);
  }

  reset(): void {
    this.ledger.reset();
    this.below.reset();
  }
}
