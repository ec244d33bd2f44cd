import type { IdiomId } from '../../faults/rules-idioms';
import { TABLE_NOT_RECORDED } from '../../tables/happenings';
import { NONE, type DomainId } from '../../tables/indices';
import type { Callback } from './callback';
import { Scope, type RuleContext } from './rule-context';
import { tableChain, type TableChain } from './table-chain';
import { TableLives } from './table-lives';

/** Why memory of an object of a type is known to come from the device's table. */
const IDIOM_OF_TYPE: ReadonlyMap<string, IdiomId> = new Map([
  ['VkPipeline', 'pipeline-table'],
  ['VkPipelineLayout', 'layouts'],
  ['VkDescriptorSetLayout', 'layouts'],
]);

/** VKM-38 … 42: which table a request may use. */
export class TableRules {
  private readonly lives: TableLives;
  private readonly areTablesKnown: boolean;

  constructor(private readonly context: RuleContext) {
    this.lives = new TableLives(context);
    this.areTablesKnown = !context.missing.has('tables');
  }

  freed(callback: Callback): void {
    if (this.areTablesKnown) this.checkLife(callback);
  }

  given(callback: Callback): void {
    if (!this.areTablesKnown || !this.checkLife(callback) || callback.call === NONE) return;
    const chain = tableChain(this.context, callback.call, callback.event);
    const scope = this.context.tables.scopeOf(callback.block);
    if (scope !== undefined) this.checkChoice(callback, scope, chain);
  }

  /** Whether the table is somebody's. */
  private checkLife(callback: Callback): boolean {
    const life = this.lives.at(callback.domain, callback.event);
    if (life === 'stale') this.context.report('VKM-41', callback);
    if (life === 'never-supplied') this.context.report('VKM-42', callback);
    return life === 'held';
  }

  private checkChoice(callback: Callback, scope: number, { object, device, instance }: TableChain): void {
    const isSame = (table: DomainId): boolean =>
      isKnown(table) && this.context.tables.areCompatible(table, callback.domain);
    const allowed =
      scope === Scope.instance ? [instance] : scope === Scope.device ? [device, instance] : [object, device, instance];
    const nearest = allowed.find((table) => table !== NONE);
    if (nearest === TABLE_NOT_RECORDED || (nearest !== undefined && isSame(nearest))) return;
    if (nearest !== undefined && allowed.some(isSame)) this.reportChoice(callback, scope, nearest, isSame(device));
    else if ([object, device].some((table) => !allowed.includes(table) && isSame(table))) {
      this.context.report('VKM-39', { ...callback, other: nearest ?? NONE });
    } else if ([object, device, instance].every((table) => table !== TABLE_NOT_RECORDED)) {
      this.context.report('VKM-42', callback);
    }
  }

  private reportChoice(callback: Callback, scope: number, nearest: DomainId, isDevices: boolean): void {
    const { creates, isOfPoolChild } = this.context.commandOf(callback.call);
    const breach = { ...callback, other: nearest };
    if (isOfPoolChild) {
      const idiom = isDevices && creates === 'VkDescriptorSet' ? 'descriptor-sets' : undefined;
      this.context.report('VKM-40', { ...breach, idiom });
    } else if (isDevices && scope === Scope.cache) this.context.report('VKM-38', { ...breach, idiom: 'cache-table' });
    else {
      this.context.report('VKM-38', { ...breach, idiom: isDevices ? IDIOM_OF_TYPE.get(creates ?? '') : undefined });
    }
  }
}

function isKnown(table: DomainId): boolean {
  return table !== NONE && table !== TABLE_NOT_RECORDED;
}
