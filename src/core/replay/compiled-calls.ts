import { NO_ROOM } from '../engines/engine';
import { Tlsf } from '../engines/tlsf';
import type { HeapMemory, HeapWord } from '../heap/heap-memory';
import { NO_ACCOUNT, type AccountLedger } from '../layers/accounting-ledger';
import { callCode, LEFT, type CallCode } from '../layers/call-code';
import type { AllocatorStack } from '../layers/configuration';
import type { BlockTable } from '../tables/blocks';
import type { BlockRow, EventIndex, SiteId } from '../tables/indices';
import type { Trace } from '../tables/trace';
import type { Calls } from './calls';
import type { LayeredCalls } from './layered-calls';
import type { SiteTreatment } from './site-treatment';

/**
 * Calls on TLSF with cookies, accounts or both over it: engine and cookies as one piece of compiled code, and accounts
 * hear of what it did. What is out of the ordinary goes through the layers one by one.
 */
export class CompiledCalls implements Calls {
  private readonly code: CallCode;
  private readonly ledger: AccountLedger | undefined;
  private readonly blocks: BlockTable;

  /** @param stack one of which {@link areCompiled} */
  constructor(
    { blocks }: Trace,
    stack: AllocatorStack,
    private readonly layered: LayeredCalls,
    private readonly treatment: SiteTreatment,
    memory: HeapMemory,
  ) {
    this.code = callCode(memory, stack.cookies !== undefined);
    this.ledger = stack.accounting?.ledger;
    this.blocks = blocks;
  }

  alloc(row: BlockRow, site: SiteId, bytes: number, alignLog2: number, event: EventIndex): HeapWord {
    const { ledger, layered } = this;
    if (ledger !== undefined && ledger.refusing(site, layered.contextOf(row), bytes) !== NO_ACCOUNT) {
      return layered.alloc(row, site, bytes, alignLog2, event);
    }
    const block = this.code.allocFor(bytes, alignLog2, this.treatment.domainOf(site));
    if (ledger !== undefined && block !== NO_ROOM) ledger.charge(site, layered.contextOf(row), bytes);
    return block;
  }

  free(row: BlockRow, site: SiteId, bytes: number, block: HeapWord, event: EventIndex): void {
    const { ledger, layered } = this;
    if (layered.mayBeFaulty(event) || this.code.freeOf(block, this.treatment.domainOf(site)) === 0) {
      layered.free(row, site, bytes, block, event);
    } else if (ledger !== undefined) {
      ledger.release(site, layered.contextOf(row), bytes);
    }
  }

  realloc(
    previous: BlockRow,
    row: BlockRow,
    block: HeapWord,
    bytes: number,
    alignLog2: number,
    event: EventIndex,
  ): HeapWord {
    const { ledger, layered, blocks } = this;
    const [site, context] = [blocks.site.get(row), layered.contextOf(row)];
    const old = {
      bytes: blocks.size.get(previous),
      site: blocks.site.get(previous),
      context: layered.contextOf(previous),
    };
    const isRefused = ledger !== undefined && ledger.refusingExchange(old, site, context, bytes) !== NO_ACCOUNT;
    const moved = isRefused ? LEFT : this.code.reallocOf(block, bytes, alignLog2, this.treatment.domainOf(site));
    if (moved === LEFT) return layered.realloc(previous, row, block, bytes, alignLog2, event);
    if (ledger !== undefined && moved !== NO_ROOM) ledger.exchange(old, site, context, bytes, moved !== block);
    return moved;
  }
}

/** Whether an allocator is nothing but what {@link CompiledCalls} knows. */
export function areCompiled({ top, engine, cookies, accounting, shadow }: AllocatorStack): boolean {
  return engine instanceof Tlsf && top === (accounting ?? cookies) && shadow === undefined;
}
