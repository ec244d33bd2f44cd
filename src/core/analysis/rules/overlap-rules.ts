import { AddressIndex } from '../../pairing/address-index';
import { ALIVE, NONE, type Address, type BlockRow } from '../../tables/indices';
import type { Callback } from './callback';
import type { RuleContext } from './rule-context';

/** VKM-11 and 21: where the live blocks of all Vulkan tables lie. */
export class OverlapRules {
  private readonly live = new AddressIndex();
  /** Live blocks of Vulkan tables inside each block of a backing domain. */
  private readonly inside = new Map<BlockRow, number>();

  constructor(private readonly context: RuleContext) {}

  /** The live callback block that `address` lies strictly inside; NONE: there is none. */
  containing(address: Address): BlockRow {
    const block = this.live.containing(address, 1);
    return block !== NONE && this.context.trace.blocks.address.get(block) === address ? (NONE as BlockRow) : block;
  }

  begin(callback: Callback): void {
    const { trace } = this.context;
    const { block } = callback;
    const address = trace.blocks.address.get(block);
    const bytes = trace.sizeOf(block);
    if (address === 0 || bytes === 0) return;
    const other = this.live.meeting(address, bytes);
    if (other !== NONE && !this.isBehind(other, block)) this.context.report('VKM-11', { ...callback, other });
    this.live.insert(address, bytes, block);
    const backing = trace.blocks.backing.get(block);
    if (backing !== NONE) this.inside.set(backing, (this.inside.get(backing) ?? 0) + 1);
  }

  end(block: BlockRow): void {
    const { trace } = this.context;
    const address = trace.blocks.address.get(block);
    if (address === 0 || trace.sizeOf(block) === 0) return;
    this.live.remove(address, block);
    const backing = trace.blocks.backing.get(block);
    if (backing !== NONE) this.inside.set(backing, (this.inside.get(backing) ?? 1) - 1);
  }

  /** Before {@link end} of the old place: whether what it stood on stays behind. */
  moved(callback: Callback, from: BlockRow): void {
    const { blocks } = this.context.trace;
    const backing = blocks.backing.get(from);
    if (backing === NONE || this.inside.get(backing) !== 1) return;
    if (backing === blocks.backing.get(callback.block)) return;
    const death = blocks.death.get(backing);
    if (death === ALIVE || death > callback.event) this.context.report('VKM-21', { ...callback, other: backing });
  }

  /** Whether one of two tables takes its memory from the other. */
  private isBehind(a: BlockRow, b: BlockRow): boolean {
    const { backing } = this.context.trace.domains;
    const { tables } = this.context;
    const [one, two] = [tables.domainOf(a), tables.domainOf(b)];
    for (let under = backing.get(one); under !== NONE; under = backing.get(under)) if (under === two) return true;
    for (let under = backing.get(two); under !== NONE; under = backing.get(under)) if (under === one) return true;
    return false;
  }
}
