import { NONE, type BlockRow } from '../../tables/indices';
import type { Callback } from './callback';
import type { LifetimeRules } from './lifetime-rules';
import { Scope, type RuleContext } from './rule-context';

/** VKM-34 … 37: the commands in which memory of a scope may come and go (§3.1, the lenient list). */
export class PlaceRules {
  constructor(
    private readonly context: RuleContext,
    private readonly lifetimes: LifetimeRules,
  ) {}

  given(callback: Callback): void {
    const command = this.context.commandOf(callback.call);
    if (!command.name.startsWith('vk')) return;
    const scope = this.context.tables.scopeOf(callback.block);
    const breach = { ...callback, amount: this.context.trace.sizeOf(callback.block) };
    const idiom = command.name === 'vkCreateDevice' ? 'own-objects' : undefined;
    if (scope === Scope.object && command.isOfRoot) this.context.report('VKM-37', { ...breach, idiom });
    else if (scope === Scope.object && !command.mayTakeObjectMemory) {
      this.context.report('VKM-35', { ...breach, idiom: command.namesObject ? 'debug-names' : undefined });
    } else if (scope === Scope.cache && !command.knowsCache) this.context.report('VKM-36', { ...breach, idiom });
    else if (scope === Scope.cache && !command.mayTakeCacheMemory) this.context.report('VKM-35', breach);
  }

  freed(callback: Callback): void {
    const command = this.context.commandOf(callback.call);
    // A block that should have gone before is reported for that.
    if (!command.name.startsWith('vk') || this.lifetimes.isReported(callback.block)) return;
    const scope = this.context.tables.scopeOf(callback.block);
    const object = this.context.trace.blocks.object.get(callback.block);
    const isMisplaced =
      (scope === Scope.object && !(command.mayFreeObjectMemory && this.isOwnEnd(callback.block, command.destroys))) ||
      (scope === Scope.cache && !command.mayFreeCacheMemory);
    if (!isMisplaced) return;
    const isOwn = command.name === 'vkDestroyDevice' && this.commandOfBirth(callback.block) === 'vkCreateDevice';
    this.context.report('VKM-34', { ...callback, object, idiom: isOwn ? 'own-objects' : undefined });
  }

  private commandOfBirth(block: BlockRow): string {
    const { trace } = this.context;
    return this.context.commandOf(trace.callRuns.at(trace.blocks.birth.get(block))).name;
  }

  /** Whether a destroy command may be that of the block's object. */
  private isOwnEnd(block: BlockRow, destroys: string | undefined): boolean {
    const { trace, objects } = this.context;
    const object = trace.blocks.object.get(block);
    if (destroys === undefined || object === NONE || objects.goesAlong(object)) return true;
    return objects.typeOf(object) === destroys;
  }
}
