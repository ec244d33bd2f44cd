import { EventKind } from '../../tables/events';
import { NONE, type BlockRow } from '../../tables/indices';
import type { Callback } from './callback';
import type { RuleContext } from './rule-context';

const GREATEST_DEFAULT_ALIGNMENT = 16;

/** VKM-08 … 10, 12, 14, 18, 22, 23 and 28: what a request says, and its answer. */
export class RequestRules {
  /** log2 of the alignment at the head of a chain of reallocations, where it differs from the row's own. */
  private readonly originalAlignment = new Map<BlockRow, number>();

  constructor(private readonly context: RuleContext) {}

  given(callback: Callback, kind: EventKind): void {
    const { trace } = this.context;
    const { block } = callback;
    this.checkAlignment(callback);
    if (trace.sizeOf(block) === 0) this.checkNothing(callback, kind);
    const previous = kind === EventKind.Reallocate ? trace.blocks.previous.get(block) : NONE;
    if (previous !== NONE) this.checkRepeated(callback, previous);
  }

  failed(callback: Callback, kind: EventKind, bytes: number): void {
    if (bytes > 0) this.context.report('VKM-12', { ...callback, amount: bytes });
    else if (kind === EventKind.ReallocateFailed) this.context.report('VKM-23', callback);
    else this.context.report('VKM-08', callback);
  }

  freedNothing(callback: Callback): void {
    this.context.report('VKM-28', callback);
  }

  private checkAlignment(callback: Callback): void {
    const { sites, blocks } = this.context.trace;
    const alignment = 2 ** sites.alignLog2.get(blocks.site.get(callback.block));
    if (alignment > GREATEST_DEFAULT_ALIGNMENT) this.context.report('VKM-09', { ...callback, amount: alignment });
    if (blocks.address.get(callback.block) % alignment !== 0) {
      this.context.report('VKM-10', { ...callback, amount: alignment });
    }
  }

  private checkNothing(callback: Callback, kind: EventKind): void {
    if (kind === EventKind.Reallocate) this.context.report('VKM-18', callback);
    else if (kind === EventKind.ReallocateNothing) this.context.report('VKM-23', callback);
    else this.context.report('VKM-08', callback);
  }

  /** A reallocation against what it repeats. */
  private checkRepeated(callback: Callback, previous: BlockRow): void {
    const { sites, blocks } = this.context.trace;
    const site = blocks.site.get(callback.block);
    const before = blocks.site.get(previous);
    const alignment = sites.alignLog2.get(site);
    const original = this.originalAlignment.get(previous) ?? sites.alignLog2.get(before);
    if (original !== alignment) this.originalAlignment.set(callback.block, original);
    if (original > 0 && alignment > 0 && original !== alignment && this.context.trace.sizeOf(callback.block) > 0) {
      this.context.report('VKM-14', { ...callback, other: 2 ** original, amount: 2 ** alignment });
    }
    if (sites.scope.get(site) !== sites.scope.get(before)) {
      this.context.report('VKM-22', { ...callback, other: 1 + sites.scope.get(before) });
    }
  }
}
