import { NONE, type BlockRow, type StackId, type StringId } from '../../tables/indices';
import type { Trace } from '../../tables/trace';

/**
 * Tells frees that the owner's free took along from the program's own: a trace has one record for either. ralloc frees
 * what a block owns by calling itself, so the stack of such a free has the same function twice. Where functions are not
 * known, blocks count as taken along when nothing but frees of ralloc's blocks stands before their owner's.
 */
export class OwnerReleases {
  /** Freed blocks by the block that owned them, until that goes too. */
  private readonly waiting = new Map<number, BlockRow[]>();
  private readonly takenAlong = new Set<BlockRow>();

  constructor(private readonly trace: Trace) {}

  /** `block` was freed while `owner` (a key of the caller's) lived. */
  freed(block: BlockRow, owner: number): void {
    const waiting = this.waiting.get(owner);
    if (waiting === undefined) this.waiting.set(owner, [block]);
    else waiting.push(block);
  }

  /**
   * `owner` itself was freed.
   * @param lastOther the last event that did anything else to ralloc's blocks
   */
  ownerFreed(owner: number, lastOther: number): void {
    for (const inner of this.waiting.get(owner) ?? []) {
      if (this.isTakenAlong(inner, lastOther)) this.takenAlong.add(inner);
    }
    this.waiting.delete(owner);
  }

  has(block: BlockRow): boolean {
    return this.takenAlong.has(block);
  }

  get count(): number {
    return this.takenAlong.size;
  }

  private isTakenAlong(inner: BlockRow, lastOther: number): boolean {
    const { blocks } = this.trace;
    if (blocks.death.get(inner) < lastOther) return false;
    const release = this.functionAt(blocks.releaseStack.get(inner));
    const caller = this.functionAt(this.trace.stacks.parent.get(blocks.releaseStack.get(inner)));
    return release === NONE || caller === NONE || release === caller;
  }

  private functionAt(stack: StackId): StringId {
    const { frames, stacks } = this.trace;
    return frames.symbol.get(stacks.frame.get(stack));
  }
}
