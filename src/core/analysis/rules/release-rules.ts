import { FAULT_KINDS } from '../../faults/kinds';
import { EventKind } from '../../tables/events';
import { NONE, type BlockRow, type CallId, type EventIndex, type FaultRow } from '../../tables/indices';
import type { OverlapRules } from './overlap-rules';
import type { RuleContext } from './rule-context';

/** VKM-11, 15 … 17 and 24 … 27: what pairing found wrong, in the words of Vulkan. */
export class ReleaseRules {
  constructor(
    private readonly context: RuleContext,
    private readonly overlaps: OverlapRules,
  ) {}

  fault(row: FaultRow, event: EventIndex, call: CallId): void {
    const { faults, events } = this.context.trace;
    const isReallocation = events.kind.get(event) === EventKind.Reallocate;
    const block = faults.block.get(row);
    const domain = faults.domain.get(row);
    const breach = { event, call, block, domain, object: this.context.trace.blocks.object.get(block) };
    switch (FAULT_KINDS[faults.kind.get(row)]) {
      case 'returned-live':
        if (this.isCallbackBlock(block)) this.context.report('VKM-11', { ...breach, other: block });
        break;
      case 'mismatched-free':
        this.mismatched(breach, isReallocation);
        break;
      case 'double-free':
      case 'unknown-free':
        this.notLive(row, breach, isReallocation);
        break;
      default: // what the recorder saw itself is no matter of the callbacks
    }
  }

  private mismatched(breach: FaultBreach, isReallocation: boolean): void {
    const { tables } = this.context;
    if (this.isCallbackBlock(breach.block)) {
      const gaveIt = tables.domainOf(breach.block);
      if (tables.areCompatible(gaveIt, breach.domain)) return;
      this.context.report(isReallocation ? 'VKM-17' : 'VKM-26', { ...breach, other: gaveIt });
    } else if (tables.isTable(breach.domain)) {
      this.context.report(isReallocation ? 'VKM-15' : 'VKM-25', { ...breach, other: tables.domainOf(breach.block) });
    }
  }

  private notLive(row: FaultRow, breach: FaultBreach, isReallocation: boolean): void {
    const { tables, meta, trace } = this.context;
    const wasCallbackBlock = this.isCallbackBlock(breach.block);
    const isUnnamed = breach.domain === NONE;
    const address = trace.faults.address.get(row);
    const inside = tables.isTable(breach.domain) || isUnnamed ? this.overlaps.containing(address) : NONE;
    if (inside !== NONE && !isReallocation) {
      const amount = address - trace.blocks.address.get(inside);
      this.context.report('VKM-27', { ...breach, block: inside, amount });
    } else if (tables.isTable(breach.domain) || (isUnnamed && wasCallbackBlock)) {
      if (wasCallbackBlock) this.context.report(isReallocation ? 'VKM-16' : 'VKM-24', breach);
      else {
        const severity = meta.fidelity.attached ? 'information' : undefined;
        this.context.report(isReallocation ? 'VKM-15' : 'VKM-25', { ...breach, severity, amount: address });
      }
    }
  }

  private isCallbackBlock(block: BlockRow): boolean {
    return block !== NONE && this.context.tables.isTable(this.context.tables.domainOf(block));
  }
}

interface FaultBreach {
  readonly event: EventIndex;
  readonly call: CallId;
  readonly block: BlockRow;
  readonly domain: ReturnType<RuleContext['tables']['domainOf']>;
}
